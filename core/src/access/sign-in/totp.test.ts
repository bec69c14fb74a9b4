import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { base32, fromBase32, newTotpSecret, stepOfCode, totpCode, totpStep, totpUri } from './totp.ts';

/** "12345678901234567890" in ASCII, the key of RFC 4226 appendix D and of RFC 6238 appendix B for SHA-1. */
const secret = base32(Buffer.from('12345678901234567890'));

describe('a time-based code', () => {
  test('is what RFC 6238 computes at its eight digits', () => {
    const vectors: [seconds: number, code: string][] = [
      [59, '94287082'],
      [1_111_111_109, '07081804'],
      [1_111_111_111, '14050471'],
      [1_234_567_890, '89005924'],
      [2_000_000_000, '69279037'],
      [20_000_000_000, '65353130'],
    ];
    for (const [seconds, code] of vectors) {
      assert.equal(totpCode(secret, totpStep(new Date(seconds * 1_000)), 8), code);
    }
  });

  test('is what RFC 4226 computes at six digits', () => {
    const codes = [
      '755224',
      '287082',
      '359152',
      '969429',
      '338314',
      '254676',
      '287922',
      '162583',
      '399871',
      '520489',
    ];
    assert.deepEqual(
      codes.map((_code, counter) => totpCode(secret, counter)),
      codes,
    );
  });

  test('is taken half a minute early or late, and no further', () => {
    const now = new Date(1_111_111_111_000);
    const step = totpStep(now);
    const taken = (offset: number) => stepOfCode(secret, totpCode(secret, step + offset), now);
    assert.deepEqual([-2, -1, 0, 1, 2].map(taken), [undefined, step - 1, step, step + 1, undefined]);
  });

  test('is six digits and nothing else', () => {
    for (const text of ['', '12345', '1234567', '12345a', '１２３４５６', ' 050471', '-50471']) {
      assert.equal(stepOfCode(secret, text, new Date(1_111_111_111_000)), undefined, text);
    }
  });
});

describe('a secret in base32', () => {
  test('is what RFC 4648 writes, without padding', () => {
    const vectors = {
      '': '',
      f: 'MY',
      fo: 'MZXQ',
      foo: 'MZXW6',
      foob: 'MZXW6YQ',
      fooba: 'MZXW6YTB',
      foobar: 'MZXW6YTBOI',
    };
    for (const [text, written] of Object.entries(vectors)) assert.equal(base32(Buffer.from(text)), written);
  });

  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        assert.deepEqual([...fromBase32(base32(bytes))], [...bytes]);
      }),
    );
  });

  test('has 160 random bits, and an address that apps understand', () => {
    const made = newTotpSecret();
    assert.match(made, /^[A-Z2-7]{32}$/);
    assert.notEqual(made, newTotpSecret());
    assert.equal(
      totpUri('ABC', 'camille+x@example.com'),
      'otpauth://totp/Chaland:camille%2Bx%40example.com?secret=ABC&issuer=Chaland&algorithm=SHA1&digits=6&period=30',
    );
  });
});
