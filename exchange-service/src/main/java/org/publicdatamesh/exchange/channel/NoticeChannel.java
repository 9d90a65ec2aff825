package org.publicdatamesh.exchange.channel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.ChannelWay;

/** A channel in the database. Changed with its row locked, so that it waits for the dispatcher and that for it. */
@Entity
@Table(name = "notice_channel")
class NoticeChannel {
    @Id
    UUID id;

    String unit;

    @Enumerated(EnumType.STRING)
    ChannelWay way;

    @Enumerated(EnumType.STRING)
    ChannelState state;

    @Nullable
    String url;

    byte @Nullable [] secret;

    @Column(name = "old_secret")
    byte @Nullable [] oldSecret;

    @Nullable
    @Column(name = "old_secret_until")
    Instant oldSecretUntil;

    long position;
    int tries;

    @Nullable
    @Column(name = "next_try_at")
    Instant nextTryAt;

    @Nullable
    @Column(name = "failing_since")
    Instant failingSince;

    int faults;

    @Nullable
    @Column(name = "fault_since")
    Instant faultSince;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Nullable
    UUID lease;

    @Nullable
    @Column(name = "leased_until")
    Instant leasedUntil;

    protected NoticeChannel() {}

    static NoticeChannel open(UUID id, String unit, ChannelWay way, long position, Instant now) {
        NoticeChannel channel = new NoticeChannel();
        channel.id = id;
        channel.unit = unit;
        channel.way = way;
        channel.state = way == ChannelWay.TOPIC ? ChannelState.ACTIVE : ChannelState.UNVERIFIED;
        channel.position = position;
        channel.openedAt = now;
        channel.changedAt = now;
        return channel;
    }

    /**
     * Begins anew: whoever is sending by it notices that it is no longer its turn. Until it has, or the time of its lease is over,
     * nobody else sends.
     */
    void anew() {
        tries = 0;
        nextTryAt = null;
        failingSince = null;
        faults = 0;
        faultSince = null;
        lease = null;
    }
}
