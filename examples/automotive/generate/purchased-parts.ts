// What Falk buys: part, what it costs, from whom first and from whom else, in which packs.

export interface PurchasedPart {
  itemId: string;
  description: string;
  category: string;
  uom: 'PCE' | 'KGM';
  unitCost: number; // EUR
  packSize: number; // lot multiple, in the part's unit
  supplierIds: readonly string[]; // by priority
}

// item | description | cost | pack | suppliers by priority
const TABLE: Record<string, string> = {
  magnets: `
MG-2201 | rotor magnet ring 28 mm | 3.10 | 50 | LIANHE BRENTA
MG-2203 | rotor magnet ring 32 mm | 3.85 | 50 | HANAMAG
MG-2207 | rotor magnet ring 36 mm | 5.12 | 50 | LIANHE BRENTA
MG-2209 | rotor magnet ring 36 mm, high temperature | 5.80 | 50 | BRENTA
MG-2212 | rotor magnet ring 40 mm | 4.40 | 50 | LIANHE HANAMAG
MG-2215 | rotor magnet ring 44 mm | 4.95 | 50 | HANAMAG
MG-2218 | rotor magnet ring 48 mm | 6.10 | 50 | BRENTA HANAMAG
MG-2220 | rotor magnet ring 52 mm | 5.60 | 50 | LIANHE BRENTA
MG-2224 | rotor magnet ring 22 mm | 2.20 | 100 | LIANHE
MG-3001 | sensor magnet | 0.42 | 250 | HANAMAG BRENTA`,
  shafts: `
SH-0910 | motor shaft 5 mm | 0.95 | 250 | SAUER ADDA
SH-0912 | motor shaft 6 mm | 1.10 | 250 | ADDA SAUER
SH-0918 | motor shaft 7 mm | 1.30 | 250 | SAUER ADDA
SH-0920 | shaft blank | 1.05 | 250 | TIANMU SAUER
SH-0935 | motor shaft 9 mm | 1.45 | 250 | TIANMU ADDA
SH-0940 | pump shaft | 1.60 | 200 | ADDA
SH-0950 | motor shaft 4 mm | 0.70 | 500 | TIANMU SAUER
SH-0770 | brake spindle | 2.90 | 100 | SAUER`,
  bearings: `
BR-1102 | ball bearing 7 mm | 0.62 | 500 | ROLLWERK SAKAE
BR-1104 | ball bearing 8 mm | 0.71 | 500 | SAKAE ROLLWERK
BR-1106 | ball bearing 5 mm | 0.28 | 1000 | NINGSHAN KUGELMANN
BR-1108 | gear bearing 17 mm | 3.85 | 100 | KUGELMANN
BR-1110 | ball bearing 9 mm | 0.84 | 500 | KUGELMANN ROLLWERK
BR-1112 | pump bearing | 1.20 | 250 | SAKAE KUGELMANN
BR-1114 | spindle bearing | 0.95 | 250 | ROLLWERK KUGELMANN`,
  sensors: `
SE-3300 | hall sensor, two channels | 1.10 | 500 | SENSJENA HALLTEC
SE-3302 | hall sensor, redundant | 1.85 | 100 | MICROSENS HALLTEC
SE-3304 | hall sensor, angle | 1.62 | 250 | SENSJENA
SE-3306 | hall sensor, brake | 1.40 | 250 | HALLTEC SENSJENA
SE-3310 | temperature sensor | 0.95 | 250 | SENSJENA
SE-3320 | pressure sensor | 3.20 | 100 | MICROSENS`,
  cables: `
CB-0280 | cable set AC-28x | 2.20 | 100 | CONECTA HAVEL
CB-0415 | cable set EPB | 2.75 | 100 | HAVEL CABLOTEK
CB-0710 | cable set pump | 1.95 | 100 | CABLOTEK
CB-0810 | cable set valve | 1.20 | 200 | CONECTA
CB-1001 | motor lead | 0.18 | 1000 | RHOEN
CB-1310 | cable set AC-29x, AC-31x | 2.10 | 100 | HAVEL CONECTA
CB-1314 | cable set AC-314, AC-316 | 2.15 | 100 | CABLOTEK HAVEL
CB-1450 | cable set SD-41x, SD-420 | 1.64 | 500 | POLAVIA CABLOTEK
CB-1452 | cable set SD-43x to SD-47x | 1.72 | 500 | POLAVIA
CB-1460 | plug | 0.31 | 1000 | POLAVIA RHOEN
CB-1461 | plug cover | 0.07 | 1000 | POLAVIA RHOEN
CB-1500 | cable set AC-330, AC-340 | 2.30 | 500 | POLAVIA
CB-1501 | cable set AC-322, AC-332, AC-345 | 2.34 | 500 | POLAVIA
CB-1502 | cable set AC-320 | 2.28 | 500 | POLAVIA`,
  plastics: `
SP-0077 | spindle nut | 0.48 | 200 | HARTWIG
SP-0078 | spindle nut, long | 0.54 | 200 | HARTWIG
SP-0112 | end cap, small | 0.22 | 500 | LAHN
SP-0118 | end cap, 36 mm | 0.35 | 500 | HARTWIG LAHN
SP-0124 | end cap, 40 mm | 0.38 | 500 | HARTWIG
SP-0135 | end cap, brake and pump | 0.41 | 500 | EGGER
SP-0150 | end cap, window drive | 0.19 | 500 | LAHN
SP-0280 | gear cover AC-28x | 0.92 | 200 | BRENNA
SP-0310 | gear cover AC-29x, AC-31x | 0.88 | 200 | PLASTFORMY BRENNA
SP-0320 | gear cover AC-314 to AC-345 | 0.94 | 200 | EGGER PLASTFORMY
SP-0410 | gear cover seat drive | 0.66 | 200 | LAHN
SP-0415 | cover EPB | 0.91 | 200 | BRENNA EGGER
SP-0610 | gear cover window drive | 0.52 | 500 | PLASTFORMY
SP-0710 | impeller | 1.35 | 100 | EGGER
SP-0712 | impeller, first design | 1.42 | 100 | EGGER
SP-0713 | impeller, second design | 1.28 | 100 | EGGER
SP-0810 | valve body | 1.15 | 200 | PLASTFORMY
SP-0901 | coil insulation, large | 0.12 | 1000 | LAHN HARTWIG
SP-0902 | coil insulation, small | 0.09 | 1000 | LAHN HARTWIG`,
  gears: `
GE-5001 | worm wheel 31 | 1.35 | 200 | OSTERLOH SIEGEN
GE-5002 | planet gear | 0.58 | 500 | SIEGEN STEYR
GE-5003 | worm wheel 32 | 1.48 | 200 | STEYR OSTERLOH
GE-5004 | worm wheel 34 | 1.85 | 100 | OSTERLOH
GE-5005 | planet gear, hardened | 0.74 | 500 | SIEGEN
GE-5006 | seat gear | 0.52 | 500 | PARMA SIEGEN
GE-5007 | pinion | 0.33 | 500 | PARMA STEYR
GE-5008 | window gear | 0.44 | 500 | STEYR
GE-5009 | brake gear, first stage | 1.62 | 200 | OSTERLOH PARMA
GE-5010 | brake gear, second stage | 1.78 | 200 | OSTERLOH PARMA
GE-5011 | ring gear 28 | 2.05 | 100 | STEYR`,
  castings: `
HB-0280 | housing casting AC-28x | 4.10 | 50 | VALDOR
HB-0310 | housing AC-29x, AC-31x | 5.90 | 50 | KESSLER MORAVA
HB-0320 | housing AC-314 to AC-322 | 5.60 | 50 | MORAVA KESSLER
HB-0330 | housing AC-330 to AC-345 | 6.30 | 50 | ROS MORAVA
HB-0410 | housing seat drive | 3.10 | 100 | ROS
HB-0415 | EPB housing | 6.40 | 50 | KESSLER VALDOR
HB-0417 | EPB housing, narrow | 6.10 | 50 | KESSLER
HB-0420 | EPB housing casting | 5.20 | 50 | KESSLER VALDOR
HB-0610 | housing window drive | 2.30 | 100 | MORAVA
HB-0810 | valve housing casting | 3.40 | 50 | VALDOR`,
  electronics: `
EC-7001 | control board AC-29x, AC-31x | 9.40 | 50 | ELEKTRA DONAU
EC-7002 | control board AC-314 to AC-322 | 10.10 | 50 | DONAU ELEKTRA
EC-7003 | control board AC-330 to AC-345 | 10.80 | 50 | ELEKTRA
EC-7010 | control board EPB | 14.60 | 50 | NORDCIRC DONAU
EC-7020 | control board pump | 8.90 | 50 | SHENRUI NORDCIRC
EC-7030 | memory board seat drive | 4.20 | 100 | PENANG SHENRUI
EC-7040 | anti-pinch board window drive | 3.10 | 100 | SHENRUI PENANG
EC-7050 | control board AC-28x | 8.70 | 50 | DONAU
EC-7060 | control board valve | 4.40 | 50 | NORDCIRC
EF-0001 | interference filter | 0.46 | 100 | BAAR`,
  seals: `
DR-0001 | O-ring 42 mm | 0.06 | 2000 | KAISER BENELUX
DR-0002 | O-ring 55 mm | 0.08 | 2000 | BENELUX KAISER
DR-0003 | shaft seal | 0.52 | 500 | KAISER
DR-0004 | pump seal | 0.98 | 200 | GOMTEX KAISER
DR-0005 | vent membrane | 0.21 | 1000 | BENELUX`,
  fasteners: `
SC-0306 | screw M3 x 6 | 0.011 | 5000 | OHM FASTEX
SC-0408 | screw M4 x 8 | 0.014 | 5000 | OHM BERGAMO
SC-0512 | screw M5 x 12 | 0.019 | 5000 | BERGAMO OHM
SC-0616 | screw M6 x 16 | 0.027 | 2000 | FASTEX
PN-0004 | pin 4 x 20 | 0.045 | 2000 | FASTEX OHM`,
  'metal parts': `
SB-0101 | bracket AC | 0.71 | 200 | LENNE STAMPAL
SB-0102 | bracket seat drive | 0.58 | 200 | STAMPAL LENNE
SB-0103 | bracket window drive | 0.42 | 500 | STAMPAL
SB-0104 | carrier EPB | 1.90 | 100 | LENNE
FD-0001 | return spring | 0.24 | 500 | SAUERLAND VENETO
FD-0002 | valve spring | 0.17 | 500 | VENETO SAUERLAND
CA-2001 | brush holder | 0.63 | 500 | CHARBONEL
CA-2002 | brush holder, small | 0.49 | 500 | CHARBONEL
KO-2001 | commutator | 0.87 | 500 | ALPE
KO-2002 | commutator, small | 0.66 | 500 | ALPE
SO-8101 | solenoid coil | 2.40 | 100 | ERZ`,
  'raw material': `
AL-0226 | aluminium ingot 226 | 2.75 | 500 | MEUSE
CU-0020 | enamelled copper wire 0.20 mm | 11.20 | 25 | HARZ TRAFIL
CU-0035 | enamelled copper wire 0.35 mm | 10.60 | 25 | HARZ TRAFIL
CU-0050 | enamelled copper wire 0.50 mm | 10.30 | 25 | TRAFIL HARZ
FE-0035 | electrical steel 0.35 mm | 2.35 | 250 | BOCHUM HAGEN
FE-0050 | electrical steel 0.50 mm | 1.95 | 250 | HAGEN BOCHUM
GR-0001 | gear grease | 9.80 | 10 | WESER
GR-0002 | bearing grease | 14.20 | 10 | WESER
KL-0210 | magnet adhesive | 46.00 | 1 | NECKAR ADHESIA
KL-0220 | potting compound | 12.40 | 5 | ADHESIA NECKAR`,
  packaging: `
LB-0001 | type label | 0.032 | 5000 | ETIKETT
LB-0002 | customer label | 0.041 | 5000 | ETIKETT
PK-0001 | tray of 20 | 1.95 | 50 | MEHRWEG THUERING
PK-0002 | tray of 40 | 2.10 | 50 | MEHRWEG
PK-0003 | carton, single | 0.62 | 100 | ELBE THUERING`,
};

function parseParts(): PurchasedPart[] {
  const parts: PurchasedPart[] = [];
  for (const [category, rows] of Object.entries(TABLE)) {
    for (const row of rows.trim().split('\n')) {
      const [itemId, description, cost, pack, suppliers] = row.split('|').map((c) => c.trim());
      parts.push({
        itemId: itemId!,
        description: description!,
        category,
        uom: category === 'raw material' ? 'KGM' : 'PCE',
        unitCost: Number(cost),
        packSize: Number(pack),
        supplierIds: suppliers!.split(' '),
      });
    }
  }
  return parts;
}

export const PURCHASED_PARTS: readonly PurchasedPart[] = parseParts();

/** Days that a batch keeps, for what goes off. */
export const SHELF_LIFE_DAYS: Record<string, number> = {
  'GR-0001': 730,
  'GR-0002': 730,
  'KL-0210': 180,
  'KL-0220': 270,
};
