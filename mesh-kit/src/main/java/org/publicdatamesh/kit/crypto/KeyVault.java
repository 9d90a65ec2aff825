package org.publicdatamesh.kit.crypto;

import java.security.KeyPair;

/**
 * Where a service's key pairs are kept. The file is one kind; a hardware module is another. A key that is asked for the
 * first time is made.
 */
public interface KeyVault {
    /** The SM2 key pair of that name, for signatures and for wrapping keys. */
    KeyPair sm2(String name);

    /** The Ed25519 key pair of that name (RFC 8032). */
    KeyPair ed25519(String name);
}
