#!/usr/bin/env bash
# Adds one user and one item to the deployed example: add-user.sh USER_POOL_ID EMAIL [USER_NAME [PROJECTS]]
set -euo pipefail

usage='usage: add-user.sh USER_POOL_ID EMAIL [USER_NAME [PROJECTS]]'
user_pool_id=${1:?$usage} email=${2:?$usage}
user_name=${3:-engineer1}
projects=${4:-PROJ-100,PROJ-200}

# without the medium, Amazon Cognito sends the temporary password by SMS
aws cognito-idp admin-create-user --user-pool-id "$user_pool_id" --username "$user_name" --desired-delivery-mediums EMAIL \
  --user-attributes Name=email,Value="$email" Name=email_verified,Value=true
aws dynamodb put-item --table-name UserInfoTable \
  --item "{\"userName\": {\"S\": \"$user_name\"}, \"projects\": {\"S\": \"$projects\"}}"
