export const vaultEn = {
  area: 'Security',
  keywords: 'vault key rotate rotation secrets sessions encryption passphrase keychain export backup',
  description:
    'The key that the sessions of your accounts are stored under, and copies of them for safe keeping.',
  key: {
    title: 'Key',
    description:
      'Sessions are encrypted before they reach the database. Without the key nobody can read them.',
    source: 'Kept in',
    sources: {
      'os-keychain': 'The operating system’s keychain',
      passphrase: 'A passphrase',
      'key-file': 'A key file',
    },
    place: 'File to look after',
    number: 'Key in use',
    since: 'In use since',
    secrets: 'Sessions stored',
    backup: {
      'os-keychain':
        'Only this user of this computer can open that file. If the computer is lost, so are the stored sessions: keep an export in a safe place.',
      passphrase:
        'Whoever knows the passphrase and has the database can read the sessions. Without it nobody can: keep it in a safe place.',
      'key-file': 'Back that file up, apart from the database: without it the sessions cannot be read.',
    },
  },
  rotation: {
    title: 'Rotation',
    description:
      'A new key, with everything encrypted again. Do it when somebody leaves, or a backup got lost.',
    never: 'The key has never been rotated.',
    rotate: 'Rotate the key',
    noPermission: 'Rotating the key and exporting sessions is for administrators.',
    running: 'Encrypting with key {{keyId}}',
    requestedBy: 'Ordered by {{name}}. It goes on when the console is restarted.',
    last: 'Last rotated',
    finished_one: '{{number}} session encrypted again',
    finished_other: '{{number}} sessions encrypted again',
    unreadable_one:
      '{{number}} session cannot be read with any key, so the key it names was kept. Remove its account or add its session again, then rotate once more.',
    unreadable_other:
      '{{number}} sessions cannot be read with any key, so the keys they name were kept. Remove their accounts or add their sessions again, then rotate once more.',
    confirmTitle: 'Rotate the key?',
    consequences: {
      all_one: '{{number}} stored session is encrypted with a new key.',
      all_other: '{{number}} stored sessions are encrypted with a new key.',
      goesOn:
        'Checks and everything else go on meanwhile. It can be interrupted at any time and resumes by itself.',
      old: 'The old key is destroyed at the end. It cannot be brought back.',
      backups:
        'Backups of the database made until now still contain it, wrapped: delete them if they are the reason.',
    },
  },
  export: {
    title: 'Export',
    description: 'All sessions in one file, encrypted under a passphrase that you choose for it.',
    open: 'Export sessions',
    dialogTitle: 'Export sessions',
    warning:
      'Whoever has the file and the passphrase has the accounts. A session used in two places at once is revoked by Telegram for good: do not load the file anywhere while this console uses the accounts.',
    passphrase: 'Passphrase',
    again: 'The same again',
    hint: 'At least {{shortest}} characters. Four or five random words are good; it cannot be recovered.',
    problems: {
      short: 'At least {{shortest}} characters.',
      long: 'At most {{longest}} characters.',
      monotonous: 'At least {{fewestDifferent}} different characters.',
      digits: 'Not only digits.',
    },
    strong: 'Long enough.',
    differs: 'The two are not the same.',
    start: 'Encrypt and download',
    audited: 'That you exported the sessions, and how many, is written to the log.',
    progress: 'Encrypting sessions',
    done_one: '{{number}} session was exported to {{file}}.',
    done_other: '{{number}} sessions were exported to {{file}}.',
  },
} as const;
