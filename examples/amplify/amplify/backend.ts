import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
import { data } from './data/resource';
import { createTokens } from './tokens/resource';

const backend = defineBackend({ auth, data });

createTokens(backend.createStack('tokens'), backend.auth.resources.userPool, backend.data.resources.tables.Member);
