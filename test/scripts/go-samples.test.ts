import { correctedGo } from '../../scripts/go-samples';

const TYPES = new Set(['Value', 'ClaimRule', 'TokenEnricher', 'TokenEnricherProps', 'TokenType']);

test.each([
  ['tokenenricher.Value_sub()', 'tokenenricher.Value_Sub()'],
  ['awscdk.Other_member()', 'awscdk.Other_member()'],
  ['tokenenricher.TokenType_ID', 'tokenenricher.TokenType_ID'],
  ['value.isOneOf(jsii.String("value.sub()"))', 'value.IsOneOf(jsii.String("value.sub()"))'],
  ['member.*Attribute(jsii.String("a \\" .b("))', 'member.Attribute(jsii.String("a \\" .b("))'],
  ['enricher.contract.JsonSchema()', 'enricher.Contract().JsonSchema()'],
  ['\tTable: Table,\n\tKey: key,', '\tTable: table,\n\tKey: key,'],
  ['New(&TokenEnricherProps{\n\tClaims: []ClaimRule{},\n})', 'New(&tokenenricher.TokenEnricherProps{\n\tClaims: &[]tokenenricher.ClaimRule{},\n})'],
  ['&TableProps{}', '&TableProps{}'],
  ['var enricher TokenEnricher', 'var enricher tokenenricher.TokenEnricher'],
  ['keys := map[string]Value{}', 'keys := &map[string]tokenenricher.Value{}'],
  ['// ClaimRule.set(Value.sub())', '// ClaimRule.set(Value.sub())'],
])('%j', (translated, corrected) => {
  expect(correctedGo(translated, TYPES)).toBe(corrected);
  expect(correctedGo(corrected, TYPES)).toBe(corrected);
});
