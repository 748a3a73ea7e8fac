import type { Warning } from './model';
import type { Stack } from '../app/cloud-assembly';

const PREFIX = 'cdk-cognito-token-enricher:';

/** The warnings about an enricher that synthesis left in the metadata of the app, also those at other constructs that name it. */
export function warningsOf(enricher: string, stacks: readonly Stack[]): readonly Warning[] {
  const found = stacks.filter(({ parent }) => parent === undefined).flatMap(({ metadata }) => Object.entries(metadata).flatMap(([place, entries]) =>
    entries.filter(({ type }) => type === 'aws:cdk:warning').flatMap(({ data }) => warningIn(String(data), place.slice(1)))));
  return found.filter(({ path, message }) => path === enricher || path.startsWith(`${enricher}/`) || message.startsWith(`${enricher}: `));
}

/** `Annotations.addWarningV2` writes the id behind the message. */
function warningIn(text: string, path: string): readonly Warning[] {
  const [, message, id] = /^([\s\S]*) \[ack: (.*)\]$/.exec(text) ?? [];
  return id?.startsWith(PREFIX) ? [{ id: id.slice(PREFIX.length), path, message }] : [];
}
