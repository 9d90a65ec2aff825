package org.publicdatamesh.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.parts.Installation;

/** What the steps made so far, for those that follow. Ids are as the services gave them. */
public final class Story {
    private final Api api;
    private final Register register;
    private final String run;
    private @Nullable String villages;
    private @Nullable String villageRows;
    private @Nullable String counties;
    private @Nullable String countyRows;
    private final List<Holder> holders = new ArrayList<>();
    private Duration longestDecision = Duration.ZERO;
    private @Nullable Delivery delivery;
    private @Nullable String correction;

    /** Who holds the village register under a grant. */
    public record Holder(String unit, String grant) {}

    /**
     * A delivery under a grant.
     *
     * @param access its access id
     * @param rows rows that came
     * @param body its body
     */
    record Delivery(String grant, String access, int rows, byte[] body) {}

    Story(Api api, Register register, String run) {
        this.api = api;
        this.register = register;
        this.run = run;
    }

    /** The client. */
    public Api api() {
        return api;
    }

    /** The mesh that the story plays on. */
    public Installation installation() {
        return api.installation();
    }

    Register register() {
        return register;
    }

    /** What tells this run's names from those of others. */
    String run() {
        return run;
    }

    String villagesName() {
        return "全区行政村名录 " + run;
    }

    String countiesName() {
        return "全区市县名录 " + run;
    }

    void published(String villageEntry, String countyEntry) {
        villages = villageEntry;
        counties = countyEntry;
    }

    void attached(String villageResource, String countyResource) {
        villageRows = villageResource;
        countyRows = countyResource;
    }

    void holds(String unit, String grant) {
        holders.add(new Holder(unit, grant));
    }

    void decided(Duration took) {
        longestDecision = took.compareTo(longestDecision) > 0 ? took : longestDecision;
    }

    /** How long the way to a grant took at most. */
    Duration longestDecision() {
        return longestDecision;
    }

    void delivered(Delivery what) {
        delivery = what;
    }

    void corrected(String id) {
        correction = id;
    }

    /** The entry of the village register. */
    String villages() {
        return made(villages, "the entry of the village register");
    }

    /** The village register's rows. */
    String villageRows() {
        return made(villageRows, "the village register's table");
    }

    /** The entry of the counties. */
    String counties() {
        return made(counties, "the entry of the counties");
    }

    /** The counties' rows. */
    String countyRows() {
        return made(countyRows, "the counties' table");
    }

    /** Everyone who holds the village register. */
    public List<Holder> holders() {
        return List.copyOf(holders);
    }

    /** The grant of a unit. */
    String grantOf(String unit) {
        Optional<Holder> holder =
                holders.stream().filter(one -> one.unit().equals(unit)).findFirst();
        return holder.map(Holder::grant).orElseThrow(() -> new DoesNotHold(unit + " has no grant"));
    }

    Delivery delivery() {
        return made(delivery, "the delivery of step 5");
    }

    String correction() {
        return made(correction, "the correction of step 6");
    }

    private static <T> T made(@Nullable T what, String name) {
        if (what == null) {
            throw new DoesNotHold(name + " is not there: an earlier step did not make it");
        }
        return what;
    }
}
