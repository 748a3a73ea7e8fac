// A DynamoDB that has every item, and a Lambda whose functions answer with it, in a process of its own: over TLS, and without work that would disturb what is measured.
const fs = require('fs');
const https = require('https');
const zlib = require('zlib');

const [, , certificate, key, contents] = process.argv;
const { item, member } = JSON.parse(fs.readFileSync(contents, 'utf8'));
const REQUEST_ID = 'A'.repeat(52);

/** The attributes of an item but for its key, as large as the name of its table says. */
function attributesOf(table) {
  const kilobytes = /-([0-9]+)KB$/.exec(table)?.[1];
  // DynamoDB counts a byte more for each member of a list
  const count = kilobytes === undefined ? 0 : Math.floor(kilobytes * 1024 / (member.length + 1));
  const memberships = { L: Array.from({ length: count }, () => ({ S: member })) };
  return kilobytes === undefined ? item : { memberships };
}

/** Texts that follow a key, made once for each table and what is asked for. */
const texts = new Map();
function textOf(table, { ProjectionExpression, ExpressionAttributeNames }) {
  const name = `${table} ${ProjectionExpression} ${JSON.stringify(ExpressionAttributeNames)}`;
  if (!texts.has(name)) {
    const asked = ProjectionExpression?.split(',').map(placeholder => ExpressionAttributeNames[placeholder]);
    const attributes = Object.entries(attributesOf(table)).filter(([attribute]) => asked === undefined || asked.includes(attribute));
    texts.set(name, attributes.length > 0 ? `,${JSON.stringify(Object.fromEntries(attributes)).slice(1)}` : '}');
  }
  return texts.get(name);
}

/** As DynamoDB, with what is asked for, or all of it. */
const itemOf = (table, key, request) => `${JSON.stringify(key).slice(0, -1)}${textOf(table, request)}`;

function answer(target, body) {
  switch (target.split('.')[1]) {
    case 'GetItem':
      return `{"Item":${itemOf(body.TableName, body.Key, body)}}`;
    case 'BatchGetItem': {
      const [[table, request]] = Object.entries(body.RequestItems);
      return `{"Responses":{"${table}":[${request.Keys.map(each => itemOf(table, each, request)).join()}]},"UnprocessedKeys":{}}`;
    }
    default:
      throw new Error(`the server of the benchmark does not know ${target}`);
  }
}

/** The item as a function answers with it: plain JSON. */
const PLAIN = JSON.stringify(Object.fromEntries(Object.entries(item).filter(([, value]) => 'S' in value).map(([name, { S }]) => [name, S])));

const server = https.createServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key), keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.from(request.method === 'GET'
      ? 'healthy: dynamodb.us-east-1.amazonaws.com '
      : request.url.startsWith('/2015-03-31/functions/') ? PLAIN : answer(request.headers['x-amz-target'], JSON.parse(Buffer.concat(chunks).toString())));
    response.writeHead(200, {
      'server': 'Server',
      'content-type': 'application/x-amz-json-1.0',
      'content-length': text.length,
      'x-amzn-requestid': REQUEST_ID,
      ...zlib.crc32 && { 'x-amz-crc32': zlib.crc32(text) },
    });
    response.end(text);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
