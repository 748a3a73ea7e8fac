// Imported before the library of Amplify: it takes the `navigator` that Node.js has since 21 for an old browser, and a sign-in needs 15 seconds in Jest.
Reflect.deleteProperty(globalThis, 'navigator');
