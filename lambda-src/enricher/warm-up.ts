import { Deadline } from './deadline';
import { enrich } from './enrich';
import type { Environment } from './environment';
import { recordOf } from './log';
import { SourceReader } from './source-reader';
import type { RulesetDocument } from '../../src/core/document/document';
import { rehearsalOf } from '../../src/core/plan/rehearsal';
import { openConnection, signed } from '../aws/client';
import type { CallAws } from '../aws/retry';

/** Maximum milliseconds that the warm-up adds to the initialization of an environment. */
const LONGEST = 500;

/**
 * Runs the code of an event once, so that the first event is fast. Lambda provides full CPU during initialization, and later a share that
 * depends on the memory size. Failures are ignored.
 */
export async function warmUp(environment: Environment): Promise<void> {
  const { ruleset, appClients, services } = environment;
  if (!ruleset) {
    return;
  }
  const deadline = Deadline.after(LONGEST);
  await Promise.allSettled([
    ...services.map(service => openConnection(service, deadline.remaining)),
    appClients?.preload(Object.keys(ruleset.document.clients), deadline),
    rehearse(environment, deadline),
  ]);
}

/** Processes a synthetic event. Nothing is sent, logged or cached. */
async function rehearse(environment: Environment, deadline: Deadline): Promise<void> {
  const { ruleset, reader, disabled } = environment;
  const { document } = ruleset!;
  const invocation = { event: rehearsalOf(document), requestId: '', deadline, begun: performance.now(), reads: [] };
  const outcome = await enrich(invocation, { ...environment, isDeployed: true, ...reader && { reader: rehearsingReader(document.sources) } });
  JSON.stringify(recordOf(outcome, invocation, disabled));
  // the stream is created on first access
  void process.stdout.writable;
}

/** A reader that does everything except sending requests. */
function rehearsingReader(sources: RulesetDocument['sources']): SourceReader {
  const call: CallAws = async (request, _, read) => {
    signed(request);
    const body = JSON.stringify(request.service === 'lambda' ? {} : rehearsedResponse(JSON.parse(request.body)));
    return { value: read(JSON.parse(body), body)!, bytes: body.length, attempts: 1 };
  };
  return new SourceReader(sources, call);
}

type Key = Readonly<Record<string, object>>;
type Names = Readonly<Record<string, string>>;

/** The requests of all operations. */
interface RequestBody {
  readonly ExpressionAttributeNames: Names;
  readonly Key?: Key;
  readonly ExpressionAttributeValues?: Key;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Key[]; readonly ExpressionAttributeNames: Names }>>;
}

/** Simulates items with a string in every attribute. */
function rehearsedResponse(body: RequestBody): object {
  const { Key: key, ExpressionAttributeNames: names, ExpressionAttributeValues: values, RequestItems: tables } = body;
  if (tables) {
    const responses = Object.entries(tables).map(([table, { Keys: keys, ExpressionAttributeNames: own }]) =>
      [table, keys.map(each => itemWith(own, each))] as const);
    return { Responses: Object.fromEntries(responses) };
  }
  // the first key condition is that of the partition key
  return values ? { Items: [itemWith(names, { [names['#0']]: values[':0'] })], Count: 1 } : { Item: itemWith(names, key) };
}

function itemWith(names: Names, key: Key | undefined): object {
  return { ...Object.fromEntries(Object.values(names).map(name => [name, { S: 'rehearsal' }])), ...key };
}
