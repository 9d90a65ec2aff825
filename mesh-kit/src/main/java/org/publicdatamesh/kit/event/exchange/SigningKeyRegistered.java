package org.publicdatamesh.kit.event.exchange;

import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit registered the key with which it signs from now on.
 *
 * @param unit the unit
 * @param publicKey SM2 public key (GB/T 32918) in its X.509 form, DER in Base64
 * @param sm3 SM3 digest of the same bytes, 64 hexadecimal digits
 * @param actor the unit's data supervisor
 */
@EventType(topic = "exchange.signing-key", name = "exchange.signing-key.registered")
public record SigningKeyRegistered(String unit, String publicKey, String sm3, Actor actor) implements MeshEvent {}
