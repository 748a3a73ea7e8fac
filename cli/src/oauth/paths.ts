/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html */
export const AUTHORIZE = '/oauth2/authorize';
export const TOKEN = '/oauth2/token';
export const REVOKE = '/oauth2/revoke';
export const USER_INFO = '/oauth2/userInfo';
export const LOGIN = '/login';
export const LOGOUT = '/logout';
