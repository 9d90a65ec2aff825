package org.publicdatamesh.exchange.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.grant.GrantView;
import org.publicdatamesh.exchange.grant.Holding;
import org.publicdatamesh.kit.event.exchange.DeliveryWay;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.event.exchange.RowCondition;

/**
 * How an application differs from the grant that it renews or changes; what is the same is absent.
 *
 * @param grantId the grant
 * @param kind whether it renews or changes it
 * @param itemsAdded items that the grant does not hold
 * @param itemsRemoved items of the grant that are not asked for
 * @param rowFilter the rows
 * @param validUntil the end of the term
 * @param rowsPerDay the rows a day; no limit where absent
 * @param purpose the purpose
 * @param legalGround the duty or law that it serves
 * @param scenario where and how it is used
 * @param delivery how the data are to arrive
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(
        UUID grantId,
        Replacement.Kind kind,
        List<String> itemsAdded,
        List<String> itemsRemoved,
        @Nullable Filters rowFilter,
        @Nullable Terms validUntil,
        @Nullable Quotas rowsPerDay,
        @Nullable Purposes purpose,
        @Nullable Grounds legalGround,
        @Nullable Scenarios scenario,
        @Nullable Deliveries delivery) {
    /**
     * Two filters.
     *
     * @param held of the grant
     * @param asked of the application
     */
    public record Filters(List<RowCondition> held, List<RowCondition> asked) {}

    /**
     * Two ends of a term.
     *
     * @param held of the grant
     * @param asked of the application
     */
    public record Terms(Instant held, Instant asked) {}

    /**
     * Two quotas.
     *
     * @param held of the grant
     * @param asked of the application
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Quotas(@Nullable Long held, @Nullable Long asked) {}

    /**
     * Two purposes.
     *
     * @param held of the grant
     * @param asked of the application
     */
    public record Purposes(String held, String asked) {}

    /**
     * Two duties or laws.
     *
     * @param held of the application for the grant; it named none where absent
     * @param asked of this application; the same
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Grounds(@Nullable String held, @Nullable String asked) {}

    /**
     * Two scenarios.
     *
     * @param held of the grant; it says none where absent
     * @param asked of the application; the same
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Scenarios(@Nullable String held, @Nullable String asked) {}

    /**
     * Two ways of delivery.
     *
     * @param held of the grant; any way where absent
     * @param asked of the application; the same
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deliveries(
            @Nullable DeliveryWay held, @Nullable DeliveryWay asked) {}

    /**
     * How what is asked for differs from a grant.
     *
     * @param heldGround the duty or law that was named for the grant
     */
    static Difference of(
            Replacement replaces,
            GrantView grant,
            @Nullable String heldGround,
            Holding asked,
            Application application) {
        return new Difference(
                grant.id(),
                replaces.kind(),
                without(asked.items(), grant.items()),
                without(grant.items(), asked.items()),
                grant.rowFilter().equals(asked.rowFilter()) ? null : new Filters(grant.rowFilter(), asked.rowFilter()),
                grant.validUntil().equals(asked.validUntil())
                        ? null
                        : new Terms(grant.validUntil(), asked.validUntil()),
                Objects.equals(grant.rowsPerDay(), asked.rowsPerDay())
                        ? null
                        : new Quotas(grant.rowsPerDay(), asked.rowsPerDay()),
                grant.purpose().equals(application.purpose) ? null : new Purposes(grant.purpose(), application.purpose),
                Objects.equals(heldGround, application.legalGround)
                        ? null
                        : new Grounds(heldGround, application.legalGround),
                Objects.equals(grant.scenario(), application.scenario)
                        ? null
                        : new Scenarios(grant.scenario(), application.scenario),
                grant.delivery() == application.delivery
                        ? null
                        : new Deliveries(grant.delivery(), application.delivery));
    }

    private static List<String> without(List<String> items, List<String> others) {
        return items.stream().filter(item -> !others.contains(item)).toList();
    }
}
