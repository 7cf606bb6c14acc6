import { mirror } from '../../cache/mirror.ts';
import { customerRisk, riskRules } from './schema.ts';

export const riskMirrors = [mirror(riskRules), mirror(customerRisk)];
