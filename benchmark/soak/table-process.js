// A table that says when it was read. For some time of every period it fails.
const http = require('http');

const [, , period, failing, bytes] = process.argv.map(Number);
const padding = 'x'.repeat(bytes);
const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    if (request.method === 'GET') {
      response.end('healthy: dynamodb.us-east-1.amazonaws.com ');
      return;
    }
    const { Key: { id } } = JSON.parse(Buffer.concat(chunks));
    if (Date.now() % period < failing) {
      response.writeHead(500).end('{"__type":"InternalServerError"}');
      return;
    }
    response.end(JSON.stringify({ Item: { id, at: { N: String(Date.now()) }, user: id, text: { S: padding } } }));
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
