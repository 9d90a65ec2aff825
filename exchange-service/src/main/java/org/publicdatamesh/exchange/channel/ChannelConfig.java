package org.publicdatamesh.exchange.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How notices leave by topics and webhooks. */
@ConfigMapping(prefix = "mesh.channels")
public interface ChannelConfig {
    /** Addresses of the broker's listener for departments, as units are told them; none where the operator tells them otherwise. */
    Optional<String> servers();

    /** Networks that webhooks may be in though they are not of the public Internet, as {@code 10.20.0.0/16}; none by default. */
    Optional<List<String>> privateNetworks();

    /** Whether webhooks may have addresses without TLS: values of data would leave unprotected. */
    @WithDefault("false")
    boolean plainHttp();

    /** For how long a unit's topic keeps notices; its inbox keeps them all. */
    @WithDefault("1d")
    Duration topicKeeps();

    /** For how long the old secret of a webhook signs beside a new one. */
    @WithDefault("24h")
    Duration oldSecretSigns();

    /** For how many days it can be read what was tried to bring notices to webhooks. */
    @WithDefault("30")
    int deliveriesKeptDays();

    /** How many webhooks a unit has at most. */
    @WithDefault("10")
    int webhooks();
}
