// The sixty-odd suppliers: where they are, how long they take, how often they deliver, and how
// reliable they are. Lead time = working days of their own calendar, or all days where marked with
// a c; then transit in calendar days.

export interface Supplier {
  supplierId: string;
  name: string;
  country: string; // also its calendar
  leadTimeDays: number;
  leadTimeBasis: 'working' | 'calendar'; // days of its own calendar, or all days
  transitDays: number; // calendar days
  cycleDays: number; // working days of the plant between two deliveries
  /** Share of lines that arrive after their promise. */
  lateShare: number;
}

const LANGUAGE_OF: Record<string, string> = {
  AT: 'de',
  CH: 'de',
  CN: 'zh',
  CZ: 'cs',
  DE: 'de',
  ES: 'es',
  FR: 'fr',
  HU: 'hu',
  IT: 'it',
  JP: 'ja',
  MY: 'en',
  NL: 'nl',
  PL: 'pl',
  RO: 'ro',
  SE: 'sv',
  SI: 'sl',
};
const CURRENCY_OF: Record<string, string> = {
  CH: 'CHF',
  CN: 'CNY',
  CZ: 'CZK',
  HU: 'HUF',
  JP: 'JPY',
  MY: 'USD',
  PL: 'PLN',
  RO: 'RON',
  SE: 'SEK',
};

// id | name | country | lead time | transit | cycle | late share in percent. The shares follow the
// quantiles of delivery-scatter.ts; the suppliers of the story keep their own.
const TABLE = `
LIANHE | Lianhe Magnetics | CN | 35 | 0 | 5 | 34
BRENTA | Brenta Magneti | IT | 14 | 0 | 5 | 4
HANAMAG | Hanamag | JP | 20 | 12 | 10 | 3
KESSLER | Kessler Druckguss | DE | 20 | 0 | 5 | 19
ROS | Odlewnia Ros | PL | 15 | 2 | 10 | 6
VALDOR | Fonderie Valdor | FR | 18 | 2 | 10 | 8
MORAVA | Alu Morava | CZ | 12 | 1 | 10 | 5
ROLLWERK | Rollwerk Franken | DE | 15 | 0 | 10 | 2
KUGELMANN | Kugelmann Wälzlager | DE | 18 | 0 | 10 | 4
SAKAE | Sakae Bearings | JP | 20 | 12 | 10 | 2
NINGSHAN | Ningshan Bearing | CN | 15 | 28 | 10 | 14
TIANMU | Tianmu Precision | CN | 12 | 28 | 10 | 17
SAUER | Wellentechnik Sauer | DE | 12 | 0 | 10 | 3
ADDA | Torneria Adda | IT | 15 | 2 | 10 | 7
MICROSENS | MicroSens | CH | 28c | 0 | 5 | 12
SENSJENA | Sensorik Jena | DE | 15 | 0 | 10 | 3
HALLTEC | Halltec | NL | 15 | 1 | 10 | 2
POLAVIA | Polavia | PL | 11 | 2 | 10 | 9
HAVEL | Kabelwerk Havel | DE | 10 | 0 | 10 | 4
CABLOTEK | Cablotek | RO | 12 | 4 | 10 | 8
CONECTA | Conecta Sur | ES | 12 | 4 | 10 | 6
HARTWIG | Hartwig Kunststoff | DE | 12 | 0 | 5 | 3
PLASTFORMY | Plastformy Śląsk | PL | 12 | 2 | 10 | 5
EGGER | Thermoplast Egger | AT | 12 | 1 | 10 | 2
BRENNA | Polimeri Brenna | IT | 14 | 2 | 10 | 6
LAHN | Kunstwerk Lahn | DE | 10 | 0 | 10 | 3
SIEGEN | Sinterwerk Siegen | DE | 15 | 0 | 10 | 4
OSTERLOH | Zahnrad Osterloh | DE | 18 | 0 | 10 | 5
PARMA | Ingranaggi Parma | IT | 18 | 2 | 10 | 9
STEYR | Getriebeteile Steyr | AT | 15 | 1 | 10 | 2
KAISER | Dichtung Kaiser | DE | 10 | 0 | 10 | 1
BENELUX | O-Ring Benelux | NL | 10 | 1 | 10 | 2
GOMTEX | Gomtex | SI | 12 | 2 | 10 | 4
OHM | Schrauben Ohm | DE | 8 | 0 | 10 | 1
BERGAMO | Viti Bergamo | IT | 10 | 2 | 10 | 3
FASTEX | Fastex Bohemia | CZ | 10 | 1 | 10 | 3
DONAU | Leiterplatten Donau | AT | 20 | 1 | 10 | 5
ELEKTRA | Elektra Pardubice | CZ | 18 | 1 | 10 | 4
SHENRUI | Shenrui Electronics | CN | 22 | 8 | 10 | 11
NORDCIRC | Nordic Circuits | SE | 20 | 3 | 10 | 3
PENANG | Penang Micro | MY | 22 | 8 | 10 | 7
HARZ | Kupferdraht Harz | DE | 8 | 0 | 5 | 1
TRAFIL | Trafil Lombarda | IT | 10 | 2 | 10 | 5
HAGEN | Bandstahl Hagen | DE | 15 | 0 | 10 | 4
BOCHUM | Elektroblech Bochum | DE | 18 | 0 | 10 | 6
MEUSE | Aciers de la Meuse | FR | 15 | 2 | 10 | 5
WESER | Schmierstoff Weser | DE | 8 | 0 | 10 | 1
NECKAR | Klebchemie Neckar | DE | 10 | 0 | 10 | 2
ADHESIA | Adhesia | CH | 12 | 2 | 10 | 3
ETIKETT | Etikett Sachsen | DE | 5 | 0 | 10 | 1
THUERING | Verpack Thüringen | DE | 5 | 0 | 5 | 1
ELBE | Kartonage Elbe | DE | 6 | 0 | 10 | 2
MEHRWEG | Mehrweg Logistik | DE | 5 | 0 | 5 | 2
CHARBONEL | Charbonel | FR | 15 | 2 | 10 | 4
ALPE | Komutator Alpe | SI | 15 | 2 | 10 | 3
SAUERLAND | Federn Sauerland | DE | 10 | 0 | 10 | 2
LENNE | Stanzwerk Lenne | DE | 12 | 0 | 10 | 4
VENETO | Molle Veneto | IT | 14 | 2 | 10 | 6
STAMPAL | Stampal | HU | 12 | 2 | 10 | 5
ERZ | Feinspulen Erz | DE | 15 | 0 | 10 | 3
BAAR | Entstörtechnik Baar | CH | 15 | 2 | 10 | 4
RHOEN | Stecker Rhön | DE | 10 | 0 | 10 | 2
`;

export const SUPPLIERS: readonly Supplier[] = TABLE.trim()
  .split('\n')
  .map((row) => {
    const cells = row.split('|').map((cell) => cell.trim());
    return {
      supplierId: cells[0]!,
      name: cells[1]!,
      country: cells[2]!,
      leadTimeDays: Number.parseInt(cells[3]!, 10),
      leadTimeBasis: cells[3]!.endsWith('c') ? 'calendar' : 'working',
      transitDays: Number(cells[4]),
      cycleDays: Number(cells[5]),
      lateShare: Number(cells[6]) / 100,
    };
  });

export function supplierNamed(supplierId: string): Supplier {
  return SUPPLIERS.find((supplier) => supplier.supplierId === supplierId)!;
}

export function currencyOf(supplier: Supplier): string {
  return CURRENCY_OF[supplier.country] ?? 'EUR';
}

/** Where a party's mail goes; example domains, reserved for this purpose. */
export function mailOf(mailbox: string, party: string): string {
  return `${mailbox}@${party.toLowerCase()}.example`;
}

export function supplierRows(): string[][] {
  return SUPPLIERS.map((supplier) => [
    supplier.supplierId,
    supplier.name,
    supplier.country,
    currencyOf(supplier),
    mailOf('sales', supplier.supplierId),
    supplier.country,
    LANGUAGE_OF[supplier.country]!,
  ]);
}

/** Euros for one unit of a currency, from the first day of a half-year. */
export const EXCHANGE_RATES: readonly [string, string, number][] = [
  ['CHF', '2026-07-01', 1.062],
  ['CHF', '2027-01-01', 1.071],
  ['CNY', '2026-07-01', 0.1212],
  ['CNY', '2027-01-01', 0.1198],
  ['CZK', '2026-07-01', 0.0403],
  ['CZK', '2027-01-01', 0.0406],
  ['HUF', '2027-01-01', 0.00252],
  ['JPY', '2026-07-01', 0.00571],
  ['JPY', '2027-01-01', 0.00583],
  ['PLN', '2026-07-01', 0.2341],
  ['PLN', '2027-01-01', 0.2352],
  ['RON', '2027-01-01', 0.1968],
  ['SEK', '2027-01-01', 0.0912],
  ['USD', '2026-07-01', 0.8655],
  ['USD', '2027-01-01', 0.8721],
];

export function euroRateOf(currency: string): number {
  let rate = 1;
  for (const [code, , value] of EXCHANGE_RATES) if (code === currency) rate = value;
  return rate;
}
