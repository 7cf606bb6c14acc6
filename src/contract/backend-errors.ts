/** What can go wrong with the database: part of the catalogue in errors.ts, where the parts are explained. */
export const backendErrors = {
  BACKEND_UNREACHABLE: {
    title: 'The database does not answer',
    message: 'Postgres at {{address}} cannot be reached: {{problem}}.',
    advice: 'Check that the server runs and that DATABASE_URL names it. The console reconnects by itself.',
    retryable: true,
    logLevel: 'error',
    httpStatus: 503,
  },
  BACKEND_AWAY: {
    title: 'This needs the database, which is away',
    message: 'The database cannot be reached right now: {{problem}}.',
    advice:
      'What was copied to this device can be read. Labels and notes can be changed: they are kept here and sent when the database is back. For the rest, try again then.',
    retryable: true,
    logLevel: 'info',
    httpStatus: 503,
  },
  OTHER_WORKSPACE: {
    title: 'The database holds another workspace',
    message: 'At {{address}} is the workspace “{{name}}”, not the one that this console has opened.',
    advice: 'Start the console again to work on that one. What is kept on this device stays as it is.',
    retryable: false,
    logLevel: 'error',
    httpStatus: 409,
  },
  BACKEND_REFUSED_CREDENTIALS: {
    title: 'The database refused the sign-in',
    message: 'Postgres at {{address}} refused the user “{{user}}”.',
    advice: 'Check the user name, password and database in DATABASE_URL.',
    retryable: false,
    logLevel: 'error',
    httpStatus: 503,
  },
  BACKEND_TOO_OLD: {
    title: 'The database server is too old',
    message: 'The server is Postgres {{found}}; Opsdeck needs {{needed}} or newer.',
    advice: 'Upgrade the server, or unset DATABASE_URL to use the Postgres that comes with Opsdeck.',
    retryable: false,
    logLevel: 'error',
    httpStatus: 503,
  },
  BACKEND_NEWER_THAN_PROGRAM: {
    title: 'The data belongs to a newer Opsdeck',
    message:
      'The database was written by a newer version (migration {{found}}; this program knows {{known}}).',
    advice: 'Install the newer Opsdeck. Nothing was changed in the database.',
    retryable: false,
    logLevel: 'error',
    httpStatus: 503,
  },
  BACKEND_START_FAILED: {
    title: 'The built-in database did not start',
    message: 'The Postgres that comes with Opsdeck did not start: {{problem}}.',
    advice: 'Its own log is {{log}}. Your data has not been changed.',
    retryable: true,
    logLevel: 'error',
    httpStatus: 503,
  },
  MIGRATION_FAILED: {
    title: 'The database could not be brought up to date',
    message: 'Migration {{migration}} failed: {{problem}}. It was undone completely.',
    advice:
      'Start the previous version to go on working, and send this message to whoever maintains Opsdeck.',
    retryable: false,
    logLevel: 'error',
    httpStatus: 503,
  },
} as const;
