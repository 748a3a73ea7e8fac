#!/usr/bin/env bash
# Adds a tenant with its owner and a project to the deployed example: add-tenant.sh USER_POOL_ID TABLE_NAME TENANT EMAIL
set -euo pipefail

usage='usage: add-tenant.sh USER_POOL_ID TABLE_NAME TENANT EMAIL'
user_pool_id=${1:?$usage} table=${2:?$usage} tenant=${3:?$usage} email=${4:?$usage}

# without the medium, Amazon Cognito sends the temporary password by SMS
sub=$(aws cognito-idp admin-create-user --user-pool-id "$user_pool_id" --username "$email" --desired-delivery-mediums EMAIL \
  --user-attributes Name=email,Value="$email" Name=email_verified,Value=true \
  --query "User.Attributes[?Name=='sub'].Value" --output text)

put() { aws dynamodb put-item --table-name "$table" --item "$1"; }
put "{\"pk\": {\"S\": \"USER#$sub\"}, \"sk\": {\"S\": \"ACCOUNT\"}, \"tenant\": {\"S\": \"$tenant\"}, \"role\": {\"S\": \"owner\"}}"
put "{\"pk\": {\"S\": \"TENANT#$tenant\"}, \"sk\": {\"S\": \"SETTINGS\"}, \"plan\": {\"S\": \"free\"}}"
put "{\"pk\": {\"S\": \"TENANT#$tenant\"}, \"sk\": {\"S\": \"PROJECT#1\"}, \"projectName\": {\"S\": \"First project\"}}"
put '{"pk": {"S": "ROLE#owner"}, "sk": {"S": "ROLE"}, "permissions": {"L": [{"S": "members:invite"}]}, "scopes": {"L": [{"S": "projects/read"}, {"S": "projects/write"}, {"S": "projects/export"}]}}'
