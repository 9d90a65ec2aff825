package org.publicdatamesh.exchange.gate;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;

/** A reading that the gate has let through: which items and rows of which resource, under which grant. */
record Reading(
        UUID accessId,
        ShareApproved grant,
        SharedResource resource,
        List<DataItem> items,
        List<RowCondition> conditions) {}
