package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A webhook gets no notices any more until its unit resumes it.
 *
 * @param channelId the channel
 * @param unit the unit whose notices it takes
 * @param why why
 * @param failingSince when it was first tried in vain since it last worked
 * @param status the HTTP status that it answered last; absent where it did not answer
 */
@EventType(topic = "exchange.channel", name = "exchange.channel.stopped")
public record ChannelStopped(
        UUID channelId,
        String unit,
        ChannelStop why,
        Instant failingSince,
        @Nullable Integer status) implements MeshEvent {}
