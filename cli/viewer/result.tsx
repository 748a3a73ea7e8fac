import { useState } from 'preact/hooks';
import { CodeBlock } from './code-block';
import { CopyButton } from './copy-button';
import { Denial } from './denial';
import { JsonFold } from './json-fold';
import { Reads } from './reads';
import { SectionLinks, Section } from './section';
import { remember, remembered } from './storage';
import { TokenPanel } from './token-panel';
import { Trace } from './trace';
import type { ViewerIssuance } from '../src/viewer/contract';

interface Props {
  readonly issuance: ViewerIssuance;
  /** The previously shown issuance, for comparison. */
  readonly previous?: ViewerIssuance;
}

export function Result({ issuance, previous }: Props) {
  const { explanation, error } = issuance;
  const sections = [
    { id: 'tokens', label: error ? 'Denial' : 'Tokens' },
    { id: 'rules', label: `Rules (${explanation.rules.length})` },
    { id: 'reads', label: `Reads (${explanation.reads.length})` },
    { id: 'event', label: 'Event' },
    { id: 'test', label: 'Unit test' },
    { id: 'issue', label: 'Issue again' },
    { id: 'history', label: 'History' },
  ];
  return (
    <>
      <SectionLinks sections={sections} />
      {explanation.notRun && <p class="callout info">{explanation.notRun}</p>}
      {error ? <Section id="tokens" title="Denial"><Denial issuance={issuance} /></Section> : <Tokens issuance={issuance} previous={previous} />}
      <Notes notes={explanation.notes} />
      <Section id="rules" title="Rules" hint="In the order of evaluation."><Trace key={issuance.id} rules={explanation.rules} /></Section>
      <Section id="reads" title="Reads" hint="Only the attributes that the function read are listed.">
        <Reads key={issuance.id} reads={explanation.reads} />
      </Section>
      <Section id="event" title="Event and response" hint={durationOf(explanation.milliseconds)}>
        {explanation.event === undefined && explanation.response === undefined && <p class="empty">The function did not run.</p>}
        {explanation.event !== undefined && <JsonFold title="Event that the function received" value={explanation.event} />}
        {explanation.response !== undefined && <JsonFold title="Response of the function" value={explanation.response} />}
      </Section>
      <Section id="test" title="Unit test" hint="Previews these tokens in a test of your app, so that they stay as they are.">
        <CopyButton text={issuance.previewTest} label="Copy as preview(...) test" primary />
        <CodeBlock name="Unit test">{issuance.previewTest}</CodeBlock>
      </Section>
    </>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return <ul class="callout notes" aria-label="Notes">{notes.map((note) => <li key={note}>{note}</li>)}</ul>;
}

function Tokens({ issuance, previous }: Props) {
  const [onlyChanges, setOnlyChanges] = useState(() => remembered<boolean>('session', 'onlyChanges') ?? false);
  const choose = (chosen: boolean) => {
    setOnlyChanges(chosen);
    remember('session', 'onlyChanges', chosen);
  };
  const filter = (
    <label class="check filter">
      <input type="checkbox" checked={onlyChanges} onChange={(event) => choose(event.currentTarget.checked)} /><span>Only what changed</span>
    </label>
  );
  return (
    <Section id="tokens" title="Tokens" hint="Before: as Amazon Cognito issues them without the rules." aside={filter}>
      <div class="tokens">
        <TokenPanel key={`ID ${issuance.id}`} kind="ID" token={issuance.idToken} previous={previous?.idToken}
          issuance={issuance} onlyChanges={onlyChanges} />
        <TokenPanel key={`ACCESS ${issuance.id}`} kind="ACCESS" token={issuance.accessToken} previous={previous?.accessToken}
          issuance={issuance} onlyChanges={onlyChanges} />
      </div>
    </Section>
  );
}

function durationOf(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : `The function took ${Math.round(milliseconds * 10) / 10} ms.`;
}
