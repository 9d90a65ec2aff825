package org.publicdatamesh.exchange.application;

import java.time.Instant;
import java.util.UUID;

/**
 * A document of an application, without its bytes.
 *
 * @param id its id
 * @param name its name, 1 to 300 characters
 * @param mediaType what it was uploaded as, without parameters
 * @param sm3 SM3 digest of its bytes (GB/T 32905), 64 hexadecimal digits
 * @param size its bytes, from 1 to 8,388,608
 * @param unit the unit that uploaded it
 * @param uploadedAt when
 */
public record DocumentView(
        UUID id, String name, String mediaType, String sm3, long size, String unit, Instant uploadedAt) {}
