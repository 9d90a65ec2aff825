package org.publicdatamesh.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.rest.KitParts;
import org.publicdatamesh.test.Requirement;

@QuarkusTest
@QuarkusTestResource(KitParts.class)
class PolicyStartTest {
    @Test
    @Requirement("A48.1")
    void theEditionsAreReadWhenAServiceStartsThoughNobodyHasAskedForThem() {
        assertThat(Arc.container()
                        .getActiveContext(ApplicationScoped.class)
                        .getState()
                        .getContextualInstances()
                        .keySet())
                .anyMatch(bean -> bean.getBeanClass().equals(PolicyEditions.class));
    }
}
