package org.publicdatamesh.exchange.channel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.ChannelWay;

/**
 * A channel that this replica sends by, as long as the lease is its own.
 *
 * @param lease the lease
 * @param target where to
 * @param position of the last notice that went out
 * @param tries how often the next was tried in vain
 * @param failingSince when that was first
 * @param faults how often it could not be tried, by a fault of the mesh's own
 */
record Claim(
        UUID id,
        UUID lease,
        Target target,
        long position,
        int tries,
        @Nullable Instant failingSince,
        int faults) {
    /**
     * Where a channel leads.
     *
     * @param url the address of a webhook
     * @param secret its secret, sealed
     * @param oldSecret the one before, sealed
     * @param oldSecretUntil until when that one signs too
     */
    record Target(
            String unit,
            ChannelWay way,
            @Nullable String url,
            byte @Nullable [] secret,
            byte @Nullable [] oldSecret,
            @Nullable Instant oldSecretUntil) {
        static Target of(NoticeChannel channel) {
            return new Target(
                    channel.unit, channel.way, channel.url, channel.secret, channel.oldSecret, channel.oldSecretUntil);
        }

        /** The secrets that sign at that time, sealed; the newest first. */
        List<byte[]> secrets(Instant now) {
            return Stream.of(secret, oldSecretUntil != null && now.isBefore(oldSecretUntil) ? oldSecret : null)
                    .filter(each -> each != null)
                    .toList();
        }
    }

    /** The same after notices went out. */
    Claim at(long last) {
        return new Claim(id, lease, target, last, 0, null, 0);
    }
}
