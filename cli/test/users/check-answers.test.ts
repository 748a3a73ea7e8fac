import { appWith, functionWith } from './apps';
import { expectNote, expectProblem, type Case } from './check-cases';

const RBAC = functionWith('Shop/Rbac', { sub: 'sub', groups: 'groups' });
const FUNCTIONS = appWith({ functions: [RBAC, functionWith('Shop/Limits')] });
const IMPORTED = appWith({ functions: [functionWith('limits'), functionWith('limits', {}, '999988887777')] });

const answers = (name: string, list: string): string => `{"answers": {"${name}": [\n${list}]}}`;

const PROBLEMS: readonly Case[] = [
  {
    name: 'an unknown function',
    app: FUNCTIONS,
    wrong: answers('Rbca', '{"answer": null}'),
    problem: "f.json:1: answers.Rbca is not a function that the rules of the app invoke; allowed: 'Shop/Rbac', 'Shop/Limits'; did you mean 'Rbac'?",
    right: [
      answers('Rbac', '{"answer": null}'), answers('Shop/Rbac', '{"answer": null}'), answers('Shop-Rbac', '{"answer": null}'),
      answers(RBAC.arn, '{"answer": null}'), answers(`${RBAC.arn}:live`, '{"answer": null}'),
    ],
  },
  {
    name: 'a function, where there is none',
    app: appWith(),
    wrong: answers('constructor', ''),
    problem: 'f.json:1: answers.constructor is not a function that the rules of the app invoke; allowed: none, because no rule invokes a function; remove it',
    right: ['{"answers": {}}'],
  },
  {
    name: 'an end of two paths of functions',
    app: appWith({ functions: [RBAC, functionWith('Staff/Rbac')] }),
    wrong: answers('Rbac', ''),
    problem: "f.json:1: answers.Rbac matches 2 functions; write the construct path: 'Shop/Rbac', 'Staff/Rbac'",
    right: [answers('Staff/Rbac', '')],
  },
  {
    name: 'a name in two accounts',
    app: IMPORTED,
    wrong: answers('limits', ''),
    problem: "f.json:1: answers.limits matches 2 functions; write the ARN: 'arn:aws:lambda:us-east-1:111122223333:function:limits', 'arn:aws:lambda:us-east-1:999988887777:function:limits'",
    right: [answers('arn:aws:lambda:us-east-1:999988887777:function:limits', '')],
  },
  {
    name: 'a function under two names',
    app: FUNCTIONS,
    wrong: `{"answers": {"Rbac": [],\n"${RBAC.arn}:1": []}}`,
    problem: `f.json:2: answers.${RBAC.arn}:1 is the same function as answers.Rbac; write its answers in one list`,
    right: ['{"answers": {"Rbac": [],\n"Limits": []}}'],
  },
  {
    name: 'a property that the function does not get',
    app: FUNCTIONS,
    wrong: answers('Rbac', '{"input": {"sub": "a"}, "answer": null},\n{"input": {"group": []}, "answer": null}'),
    problem: "f.json:3: answers.Rbac[1].input.group is not in the input of Shop/Rbac; allowed: 'sub', 'groups'; did you mean 'groups'?",
    right: [answers('Rbac', '{"input": {"sub": "a"}, "answer": null},\n{"input": {"groups": []}, "answer": null}')],
  },
];

test.each(PROBLEMS)('$name', expectProblem);

const NOTES: readonly Case[] = [
  {
    name: 'an answer that is never used',
    app: FUNCTIONS,
    wrong: answers('Rbac', '{"input": {"sub": "a"}, "answer": null},\n{"input": {"groups": [], "sub": "a"}, "error": ""}'),
    problem: 'f.json:3: answers.Rbac[1] is never used, because answers.Rbac[0] is for the same input and comes first; change their order, or remove one of them',
    right: [
      answers('Rbac', '{"input": {"groups": [], "sub": "a"}, "error": ""},\n{"input": {"sub": "a"}, "answer": null},\n{"answer": null}'),
    ],
  },
  {
    name: 'a username in the place of a sub',
    app: FUNCTIONS,
    wrong: '{"users": {"jane": {}}, "answers": {"Rbac": [\n{"input": {"sub": "jane"}, "answer": null}]}}',
    problem: "f.json:2: answers.Rbac[0].input.sub is 'jane', a username, but the function gets the sub of the user, '1ec4c424-444d-41fc-af9f-968164fb7972'; "
      + 'write that one, or add "sub": "jane" to users.jane.attributes',
    right: [
      '{"users": {"jane": {}}, "answers": {"Rbac": [\n{"input": {"sub": "1ec4c424-444d-41fc-af9f-968164fb7972"}, "answer": null}]}}',
      '{"users": {"jane": {"attributes": {"sub": "jane"}}}, "answers": {"Rbac": [\n{"input": {"sub": "jane"}, "answer": null}]}}',
      '{"users": {"jane": {}}, "answers": {"Rbac": [\n{"input": {"sub": ["jane"], "groups": "jane"}, "answer": null}]}}',
      [
        '{"users": {"jane": {}}, "answers": {"Rbac": [\n{"input": {"sub": "jane"}, "answer": null}]}}',
        appWith({ functions: [functionWith('Shop/Rbac', { sub: 'username' })] }),
      ],
    ],
  },
];

test.each(NOTES)('a note: $name', expectNote);
