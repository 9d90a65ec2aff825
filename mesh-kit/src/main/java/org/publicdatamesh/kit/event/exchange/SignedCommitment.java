package org.publicdatamesh.kit.event.exchange;

import org.publicdatamesh.kit.event.Personal;

/**
 * That a unit signed the commitments of its application (Art. 25). The text has a row filter that may name a person, who could be
 * guessed from the digest and from the signature.
 *
 * @param textSm3 SM3 digest of the text that is signed, 64 hexadecimal digits
 * @param keySm3 SM3 digest of the unit's public key in its X.509 form, 64 hexadecimal digits
 * @param signature SM2 signature (GB/T 32918, default id) over the text, DER in Base64
 */
public record SignedCommitment(
        @Personal(of = Personal.Subject.EVENT) String textSm3,
        String keySm3,
        @Personal(of = Personal.Subject.EVENT) String signature) {}
