/** Types whose nullable form is another type. All others are references, which are nullable anyway. */
const VALUE_TYPES = ['bool', 'double', 'System.DateTime'];

/**
 * Rewrites generated C# 8 as C# 7: without nullable references, and without the code in interfaces: defaults, and the classes that stand for
 * objects of JavaScript.
 *
 * @param enums full names of enums, which are value types too
 */
export function asCSharp7(source: string, enums: readonly string[]): string {
  const values = new Set([...VALUE_TYPES, ...enums]);
  return withoutProxies(source.replace(/^#nullable.*$/gm, ''))
    .replace(/([\w.]+|>|\])\?(?=[\s>,)[\]])/g, (text, type: string) => values.has(type) ? text : type)
    // optional members of structs
    .replace(/get\s*{\s*return null;\s*}/g, 'get;')
    .replace(/([)\w])!(?=[;,)[.])/g, '$1');
}

/** A proxy begins with its attribute, and ends with the brace of its class. */
function withoutProxies(source: string): string {
  const start = source.indexOf('[JsiiTypeProxy(');
  const isInInterface = source.lastIndexOf('public interface', start) >= 0;
  if (start < 0 || !isInInterface) {
    return source;
  }
  let depth = 0;
  let end = source.indexOf('{', source.indexOf(' class _Proxy', start));
  do {
    depth += source[end] === '{' ? 1 : source[end] === '}' ? -1 : 0;
    end++;
  } while (depth > 0);
  return source.slice(0, start) + withoutProxies(source.slice(end));
}
