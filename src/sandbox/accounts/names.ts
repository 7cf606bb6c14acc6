import { pick } from './seeded-random.ts';

type Name = { readonly firstName: string; readonly lastName: string; readonly username: string | null };

const firstNames = [
  'Amara', 'Luca', 'Mei', 'Jonas', 'Priya', 'Diego', 'Sofia', 'Kenji', 'Fatima', 'Oleksii', 'Chloe', 'Tariq', 'Ingrid',
  'Mateus', 'Yara', 'Henrik', 'Nadia', 'Rafael', 'Elif', 'Samuel', 'Leila', 'Viktor', 'Aiko', 'Pierre', 'Zanele',
  'Emre', 'Camila', 'Anders', 'Noor', 'Giulia', 'Dmitri', 'Hana', 'Kwame', 'Marta', 'Arjun', 'Nino', 'Aylin', 'Tomasz',
  'Iris', 'Bekzod',
] as const; // prettier-ignore
const lastNames = [
  'Okafor', 'Rossi', 'Chen', 'Lindqvist', 'Sharma', 'Navarro', 'Petrova', 'Tanaka', 'Haddad', 'Koval', 'Dubois',
  'Rahman', 'Berg', 'Silva', 'Nasser', 'Larsen', 'Ivanova', 'Moreno', 'Yilmaz', 'Mensah', 'Farouk', 'Novak', 'Sato',
  'Laurent', 'Dlamini', 'Kaya', 'Herrera', 'Johansen', 'Aziz', 'Conti', 'Volkov', 'Kim', 'Boateng', 'Kowalski',
  'Patel', 'Beridze', 'Demir', 'Wójcik', 'Janssen', 'Karimov',
] as const; // prettier-ignore
const brands = [
  'Harbor', 'Northlight', 'Cedar', 'Bluepeak', 'Lumen', 'Orchard', 'Meridian', 'Saffron', 'Granite', 'Juniper',
  'Copperline', 'Driftwood', 'Solstice', 'Fernway', 'Kestrel', 'Marigold',
] as const; // prettier-ignore
const trades = ['Media', 'Daily', 'Deals', 'Travel', 'Kitchen', 'Digest', 'Studio', 'Market'] as const;

/** A plausible person's name, or now and then a brand's; `index` keeps the user names apart. */
export function inventName(random: () => number, index: number): Name {
  const isBrand = random() < 0.15;
  const firstName = isBrand ? pick(random, brands) : pick(random, firstNames);
  const lastName = isBrand ? pick(random, trades) : pick(random, lastNames);
  const hasUsername = random() < 0.7;
  return {
    firstName,
    lastName,
    username: hasUsername ? `${latin(firstName)}_${latin(lastName)}${index + 1}` : null,
  };
}

function latin(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}
