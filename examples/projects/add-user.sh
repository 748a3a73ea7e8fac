#!/usr/bin/env bash
# Adds one user and one item to the deployed example: add-user.sh USER_POOL_ID [USER_NAME [PROJECTS]]
set -euo pipefail

user_pool_id=${1:?usage: add-user.sh USER_POOL_ID [USER_NAME [PROJECTS]]}
user_name=${2:-engineer1}
projects=${3:-PROJ-100,PROJ-200}

aws cognito-idp admin-create-user --user-pool-id "$user_pool_id" --username "$user_name" \
  --user-attributes Name=email,Value="$user_name@example.com" Name=email_verified,Value=true
aws dynamodb put-item --table-name UserInfoTable \
  --item "{\"userName\": {\"S\": \"$user_name\"}, \"projects\": {\"S\": \"$projects\"}}"
