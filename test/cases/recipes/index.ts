import { AGENTCORE_AND_CEDAR } from './agentcore-and-cedar';
import { API_GATEWAY } from './api-gateway';
import { ONE_RESOURCE_SERVER } from './one-resource-server';
import { ORGANIZATIONS } from './organizations';
import { PERMISSION_SERVICE } from './permission-service';
import type { Recipe } from './recipe';
import { REGISTERED_CLIENTS } from './registered-clients';
import { SINGLE_TABLE } from './single-table';
import { SUSPENDED } from './suspended';
import { TOKEN_EXCHANGE } from './token-exchange';

/** The recipes of docs/recipes.md by the file that has their code. The page has them in this order. */
export const RECIPES: { readonly [file: string]: Recipe } = {
  'organizations.ts': ORGANIZATIONS,
  'single-table.ts': SINGLE_TABLE,
  'permission-service.ts': PERMISSION_SERVICE,
  'one-resource-server.ts': ONE_RESOURCE_SERVER,
  'suspended.ts': SUSPENDED,
  'token-exchange.ts': TOKEN_EXCHANGE,
  'registered-clients.ts': REGISTERED_CLIENTS,
  'agentcore-and-cedar.ts': AGENTCORE_AND_CEDAR,
  'api-gateway.ts': API_GATEWAY,
};
