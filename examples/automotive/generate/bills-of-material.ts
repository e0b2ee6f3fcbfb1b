// What each assembly is made of, on four levels: assembly, motor or gear unit, stator or rotor,
// lamination stack. A compact notation, parsed once into bill lines.

import type { LocationId } from './company.ts';

export interface BillLine {
  itemId: string;
  locationId: LocationId;
  componentItemId: string;
  line: number; // 10, 20, ...
  quantityPer: number;
  baseQuantity: number;
  scrapPercent: number;
  phantom: boolean;
  validFrom: string;
  validTo: string;
  substituteForLine: string; // blank: not a substitute
}

export interface MadePart {
  itemId: string;
  description: string;
  category: string;
  makingCost: number;
  leadTimeDays: number; // working days
  lotMultiple: number;
}

// item | description | category | making cost | lead time | lot multiple
const MADE_PARTS_TABLE = `
MO-110 | motor, seat drive | motors | 1.10 | 1 | 10
MO-112 | motor 32 mm | motors | 1.60 | 1 | 5
MO-118 | motor 36 mm | motors | 1.80 | 0 | 1
MO-119 | motor 36 mm, high temperature | motors | 1.90 | 1 | 5
MO-124 | motor 40 mm | motors | 1.90 | 1 | 5
MO-130 | motor 44 mm | motors | 2.10 | 1 | 5
MO-135 | motor, brake | motors | 2.30 | 1 | 10
MO-140 | motor, pump | motors | 2.20 | 1 | 10
MO-150 | motor, window drive | motors | 0.90 | 1 | 10
ST-110 | stator, seat drive | stators | 0.70 | 1 | 10
ST-112 | stator 32 mm | stators | 0.90 | 1 | 5
ST-118 | stator 36 mm | stators | 1.00 | 1 | 1
ST-124 | stator 40 mm | stators | 1.10 | 1 | 5
ST-130 | stator 44 mm | stators | 1.20 | 1 | 5
ST-135 | stator, brake | stators | 1.30 | 1 | 10
ST-140 | stator, pump | stators | 1.30 | 1 | 10
ST-150 | stator, window drive | stators | 0.60 | 1 | 10
RT-110 | rotor, seat drive | rotors | 0.40 | 1 | 10
RT-112 | rotor 32 mm | rotors | 0.50 | 1 | 5
RT-124 | rotor 40 mm | rotors | 0.55 | 1 | 5
RT-130 | rotor 44 mm | rotors | 0.60 | 1 | 5
RT-135 | rotor, brake | rotors | 0.65 | 1 | 10
RT-140 | rotor, pump | rotors | 0.65 | 1 | 10
RT-150 | rotor, window drive | rotors | 0.30 | 1 | 10
LS-0001 | lamination stack, small | lamination stacks | 0.16 | 2 | 100
LS-0002 | lamination stack, medium | lamination stacks | 0.21 | 2 | 100
LS-0003 | lamination stack, large | lamination stacks | 0.27 | 2 | 100
GU-28 | gear unit 28 | gear units | 1.20 | 1 | 5
GU-31 | gear unit 31 | gear units | 1.20 | 1 | 5
GU-32 | gear unit 32 | gear units | 1.25 | 1 | 5
GU-34 | gear unit 34 | gear units | 1.40 | 1 | 5
GU-41 | gear unit, seat drive | gear units | 0.70 | 1 | 10
GU-43 | gear unit, brake | gear units | 1.80 | 1 | 5
GU-61 | gear unit, window drive | gear units | 0.50 | 1 | 10
HM-0280 | housing AC-28x, machined | machined housings | 1.90 | 1 | 5
HM-0420 | EPB housing, machined | machined housings | 2.40 | 1 | 5
HM-0710 | pump housing, machined | machined housings | 1.70 | 1 | 10
HM-0720 | pump housing 80 W, machined | machined housings | 1.90 | 1 | 5
HM-0810 | valve housing, machined | machined housings | 1.20 | 1 | 10
HB-0710 | pump housing casting | die castings | 0.90 | 2 | 20
HB-0720 | pump housing casting 80 W | die castings | 1.00 | 2 | 20
KT-0031 | fastening kit actuator | kits | 0 | 0 | 1
KT-0041 | fastening kit seat drive | kits | 0 | 0 | 1
`;

export const MADE_PARTS: readonly MadePart[] = MADE_PARTS_TABLE.trim()
  .split('\n')
  .map((row) => {
    const cells = row.split('|').map((cell) => cell.trim());
    return {
      itemId: cells[0]!,
      description: cells[1]!,
      category: cells[2]!,
      makingCost: Number(cells[3]),
      leadTimeDays: Number(cells[4]),
      lotMultiple: Number(cells[5]),
    };
  });

export const PHANTOMS: ReadonlySet<string> = new Set(['KT-0031', 'KT-0041']);

// "2 X": two a piece. "1/20 X": one for twenty. "0.04 X +3%": with scrap on top. "~X": phantom.
const AC_31 = 'GU-31, HB-0310, EC-7001, CB-1310, SP-0310, SB-0101, ~KT-0031, LB-0001, 1/20 PK-0001';
const AC_314 = 'GU-32, HB-0320, EC-7002, SP-0320, SB-0101, ~KT-0031, LB-0001, 1/20 PK-0001';
const AC_33 = 'HB-0330, EC-7003, SP-0320, SB-0101, ~KT-0031, LB-0001, 1/20 PK-0001';
const SD = 'MO-110, GU-41, HB-0410, SP-0410, SB-0102, ~KT-0041, LB-0001, 1/40 PK-0002';
const WD =
  'MO-150, GU-61, HB-0610, CB-1460, CB-1461, SP-0610, SB-0103, 3 SC-0408, LB-0002, 1/40 PK-0002';
const EB = 'MO-135, GU-43, EC-7010, CB-0415, SP-0415, SB-0104, 4 SC-0512, 2 DR-0002, LB-0001';
const AC_28 = 'MO-135, GU-28, HM-0280, EC-7050, CB-0280, SP-0280, 4 SC-0408, LB-0001';
const CP = 'MO-140, EC-7020, CB-0710, SE-3310, 2 DR-0004, BR-1112, 5 SC-0616, LB-0002';
const VA = 'HM-0810, SO-8101, SP-0810, FD-0002, CB-0810, 3 SC-0408, DR-0003, LB-0002';

const BILLS_OF_PLANT_2 = `
AC-290: MO-118, ${AC_31}
AC-310: MO-118, ${AC_31}, LB-0002
AC-312: MO-118, ${AC_31}
AC-312B: MO-119, ${AC_31}
AC-314: MO-124, CB-1314, ${AC_314}
AC-316: MO-124, CB-1314, EF-0001, ${AC_314}
AC-320: MO-124, CB-1502, ${AC_314}
AC-322: MO-112, CB-1501, ${AC_314}
AC-330: MO-130, GU-32, CB-1500, ${AC_33}
AC-332: MO-112, GU-32, CB-1501, ${AC_33}
AC-340: MO-130, GU-34, CB-1500, EF-0001, ${AC_33}
AC-345: MO-130, GU-34, CB-1501, EF-0001, ${AC_33}
SD-410: ${SD}, CB-1450, EC-7030
SD-412: ${SD}, CB-1450
SD-420: ${SD}, CB-1450, EC-7030
SD-430: ${SD}, CB-1452, EC-7030
SD-440: ${SD}, CB-1452
SD-450: ${SD}, CB-1452
SD-460: ${SD}, CB-1452
SD-470: ${SD}, CB-1452
WD-610: ${WD}, EC-7040
WD-612: ${WD}, EC-7040
WD-620: ${WD}
WD-630: ${WD}, EC-7040
WD-640: ${WD}
WD-650: ${WD}
MO-110: ST-110, RT-110, 2 BR-1106, CA-2001, KO-2001, SP-0112, CB-1001
MO-112: ST-112, RT-112, 2 BR-1102, SE-3300, SP-0112, CB-1001
MO-118: MG-2207, ST-118, SH-0918, 2 BR-1102, SE-3304, SP-0118, 0.002 KL-0210, 4 SC-0306
MO-119: MG-2209, ST-118, SH-0918, 2 BR-1102, SE-3304, SP-0118, 0.002 KL-0210, 4 SC-0306
MO-124: RT-124, ST-124, 2 BR-1104, SE-3302, SP-0124, CB-1001
MO-130: RT-130, ST-130, 2 BR-1104, SE-3300, SP-0124, CB-1001
MO-135: RT-135, ST-135, 2 BR-1110, SE-3306, SP-0135, CB-1001
MO-140: RT-140, ST-140, 2 BR-1110, SE-3300, SP-0135, CB-1001
MO-150: ST-150, RT-150, 2 BR-1106, CA-2002, KO-2002, SP-0150
ST-110: LS-0001, 0.038 CU-0020 +3%, 2 SP-0902
ST-112: LS-0002, 0.052 CU-0035 +3%, 2 SP-0901
ST-118: LS-0002, 0.058 CU-0035 +3%, 2 SP-0901
ST-124: LS-0002, 0.066 CU-0035 +3%, 2 SP-0901
ST-130: LS-0003, 0.081 CU-0050 +3%, 2 SP-0901
ST-135: LS-0003, 0.094 CU-0050 +3%, 2 SP-0901, 0.004 KL-0220
ST-140: LS-0003, 0.088 CU-0050 +3%, 2 SP-0901, 0.006 KL-0220
ST-150: LS-0001, 0.031 CU-0020 +3%, 2 SP-0902
RT-110: MG-2201, SH-0910, 0.001 KL-0210
RT-112: MG-2203, SH-0912, 0.001 KL-0210
RT-124: MG-2212, SH-0920, 0.002 KL-0210
RT-130: MG-2215, SH-0920, 0.002 KL-0210
RT-135: MG-2218, SH-0935, 0.002 KL-0210
RT-140: MG-2220, SH-0940, 0.002 KL-0210
RT-150: MG-2224, SH-0950, 0.001 KL-0210
LS-0001: 0.11 FE-0035 +12%
LS-0002: 0.16 FE-0050 +12%
LS-0003: 0.21 FE-0050 +12%
GU-31: GE-5001, 2 GE-5002, SP-0077, MG-3001, PN-0004, 0.006 GR-0001
GU-32: GE-5003, 2 GE-5002, SP-0078, MG-3001, PN-0004, 0.006 GR-0001
GU-34: GE-5004, 3 GE-5005, SP-0078, MG-3001, PN-0004, 0.008 GR-0001
GU-41: GE-5006, GE-5007, PN-0004, 0.003 GR-0001
GU-61: GE-5008, GE-5007, PN-0004, 0.003 GR-0001
KT-0031: 6 SC-0408, 2 DR-0001, DR-0005
KT-0041: 4 SC-0408, FD-0001
`;

const BILLS_OF_PLANT_1 = `
EB-415: HB-0415, ${EB}
EB-417: HB-0417, ${EB}
EB-420: HM-0420, ${EB}
EB-425: HM-0420, ${EB}
EB-430: HM-0420, EF-0001, ${EB}
AC-280: ${AC_28}
AC-282: ${AC_28}
CP-710: HM-0710, SP-0710, ${CP}
CP-712: HM-0710, SP-0710, ${CP}
CP-720: HM-0720, SP-0712, ${CP}
CP-730: HM-0720, SP-0713, ${CP}
CP-740: HM-0720, SP-0713, MG-2207, ${CP}
CP-750: HM-0720, SP-0713, ${CP}
VA-810: ${VA}, EC-7060
VA-820: ${VA}, SE-3320
GU-28: GE-5003, GE-5011, BR-1108, MG-3001, PN-0004, 0.006 GR-0001
GU-43: GE-5009, GE-5010, SH-0770, BR-1114, MG-3001, PN-0004, 0.008 GR-0001
HM-0280: HB-0280
HM-0420: HB-0420
HM-0710: HB-0710
HM-0720: HB-0720
HM-0810: HB-0810
HB-0710: 0.46 AL-0226 +4%
HB-0720: 0.52 AL-0226 +4%
`;

/** Changes over time: the old line until a day, the new one from the next day on. */
const ENGINEERING_CHANGES = [
  { itemId: 'AC-345', from: 'EF-0001', to: 'EF-0001', quantityPer: 2, changesOn: '2027-04-19' },
];

const SUBSTITUTES = [{ itemId: 'MO-118', componentItemId: 'MG-2207', substitute: 'MG-2209' }];

function parseLine(itemId: string, locationId: LocationId, text: string, line: number): BillLine {
  const match = /^(?:([\d.]+)(?:\/(\d+))? )?(~?)(\S+)(?: \+(\d+)%)?$/.exec(text)!;
  return {
    itemId,
    locationId,
    componentItemId: match[4]!,
    line,
    quantityPer: Number(match[1] ?? 1),
    baseQuantity: Number(match[2] ?? 1),
    scrapPercent: Number(match[5] ?? 0),
    phantom: match[3] === '~',
    validFrom: '',
    validTo: '',
    substituteForLine: '',
  };
}

function parseBills(bills: string, locationId: LocationId): BillLine[] {
  const lines: BillLine[] = [];
  for (const row of bills.trim().split('\n')) {
    const [itemId, components] = row.split(': ');
    components!.split(', ').forEach((text, index) => {
      lines.push(parseLine(itemId!, locationId, text, 10 * (index + 1)));
    });
  }
  return lines;
}

function withChanges(lines: readonly BillLine[]): BillLine[] {
  const changed: BillLine[] = [];
  for (const line of lines) {
    const change = ENGINEERING_CHANGES.find(
      (c) => c.itemId === line.itemId && c.from === line.componentItemId,
    );
    if (change === undefined) {
      changed.push(line);
    } else {
      const lastDay = change.changesOn.replace(/\d\d$/, (day) =>
        String(Number(day) - 1).padStart(2, '0'),
      );
      changed.push({ ...line, validTo: lastDay });
      changed.push({
        ...line,
        line: line.line + 1,
        componentItemId: change.to,
        quantityPer: change.quantityPer,
        validFrom: change.changesOn,
      });
    }
    const substitute = SUBSTITUTES.find(
      (s) => s.itemId === line.itemId && s.componentItemId === line.componentItemId,
    );
    if (substitute !== undefined) {
      changed.push({
        ...line,
        line: line.line + 5,
        componentItemId: substitute.substitute,
        substituteForLine: String(line.line),
      });
    }
  }
  return changed;
}

export const BILL_LINES: readonly BillLine[] = withChanges([
  ...parseBills(BILLS_OF_PLANT_1, 'P1'),
  ...parseBills(BILLS_OF_PLANT_2, 'P2'),
]);

export function billRows(): (string | number)[][] {
  return BILL_LINES.map((line) => [
    line.itemId,
    line.locationId,
    line.componentItemId,
    line.line,
    line.quantityPer,
    line.baseQuantity === 1 ? '' : line.baseQuantity,
    line.scrapPercent === 0 ? '' : line.scrapPercent,
    line.phantom ? 'true' : '',
    line.validFrom,
    line.validTo,
    line.substituteForLine,
    line.substituteForLine === '' ? '' : 1,
  ]);
}
