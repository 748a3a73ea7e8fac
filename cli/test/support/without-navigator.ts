// Node.js has a `navigator` since 21. The library of Amplify takes it for an old browser, and computes in a way that needs 15 seconds for a sign-in in Jest
Reflect.deleteProperty(globalThis, 'navigator');
