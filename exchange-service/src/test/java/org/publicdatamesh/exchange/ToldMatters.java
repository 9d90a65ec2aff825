package org.publicdatamesh.exchange;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.ApplicationAgreed;
import org.publicdatamesh.kit.event.exchange.ApplicationDeclined;
import org.publicdatamesh.kit.event.exchange.ApplicationEndorsed;
import org.publicdatamesh.kit.event.exchange.ApplicationRefused;
import org.publicdatamesh.kit.event.exchange.ApplicationRejected;
import org.publicdatamesh.kit.event.exchange.ApplicationSubmitted;
import org.publicdatamesh.kit.event.exchange.ApplicationWithdrawn;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
import org.publicdatamesh.kit.event.exchange.GrantNarrowed;
import org.publicdatamesh.kit.event.exchange.GrantResumed;
import org.publicdatamesh.kit.event.exchange.GrantSuspended;
import org.publicdatamesh.kit.event.exchange.OfferAccepted;
import org.publicdatamesh.kit.event.exchange.OfferMade;
import org.publicdatamesh.kit.event.exchange.RefusalOverruled;
import org.publicdatamesh.kit.event.exchange.RefusalSentBack;
import org.publicdatamesh.kit.event.exchange.RefusalUpheld;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;

/** Applications and grants as somebody knows them who has read nothing but their events. */
final class ToldMatters {
    private final Map<String, Map<String, Object>> applications = new HashMap<>();
    private final Map<String, Map<String, Object>> grants = new HashMap<>();
    private final Map<String, OfferMade> offers = new HashMap<>();

    Map<String, Map<String, Object>> applications() {
        return applications;
    }

    Map<String, Map<String, Object>> grants() {
        return grants;
    }

    /** Of an application as its resource has it, what events tell. */
    static Map<String, Object> application(Map<String, Object> view) {
        Map<String, Object> told =
                kept(view, "state", "consumer", "provider", "validUntil", "rowsPerDay", "providerDueAt", "grantId");
        told.put(
                "items",
                ((List<?>) Objects.requireNonNull(view.get("items")))
                        .stream().map(item -> ((Map<?, ?>) item).get("name")).toList());
        return told;
    }

    /** Of a grant as its resource has it, what events tell. */
    static Map<String, Object> grant(Map<String, Object> view) {
        return kept(
                view,
                "state",
                "applicationId",
                "consumer",
                "provider",
                "items",
                "rowFilter",
                "validUntil",
                "rowsPerDay",
                "endedAt",
                "endReasons");
    }

    private static Map<String, Object> kept(Map<String, Object> view, String... names) {
        Map<String, Object> kept = new HashMap<>();
        for (String name : names) {
            put(kept, name, view.get(name));
        }
        return kept;
    }

    private static void put(Map<String, Object> matter, String name, @Nullable Object value) {
        if (value == null) {
            matter.remove(name);
        } else if (value instanceof Number number) {
            matter.put(name, number.longValue());
        } else {
            matter.put(name, value instanceof Instant ? value.toString() : value);
        }
    }

    private Map<String, Object> application(Object id) {
        return applications.computeIfAbsent(id.toString(), key -> new HashMap<>());
    }

    private Map<String, Object> grant(Object id) {
        return Objects.requireNonNull(grants.get(id.toString()), "a step on a grant comes after it");
    }

    private static List<Map<String, Object>> json(List<RowCondition> filter) {
        return filter.stream()
                .map(one ->
                        Map.<String, Object>of("item", one.item(), "operator", one.operator(), "values", one.values()))
                .toList();
    }

    void hear(MeshEvent event) {
        switch (event) {
            case ApplicationSubmitted told -> {
                Map<String, Object> application = application(told.applicationId());
                application.put("state", "submitted");
                application.put("consumer", told.consumer());
                application.put("provider", told.provider());
                application.put("items", told.items());
                put(application, "validUntil", told.validUntil());
            }
            case ApplicationEndorsed told -> {
                application(told.applicationId()).put("state", "endorsed");
                put(application(told.applicationId()), "providerDueAt", told.providerDueAt());
            }
            case ApplicationDeclined told -> application(told.applicationId()).put("state", "declined");
            case ApplicationAgreed told -> application(told.applicationId()).put("state", "agreed");
            case ApplicationRefused told ->
                application(told.applicationId())
                        .merge("state", "refused", (before, now) -> before.equals("sent-back") ? "refused-again" : now);
            case ApplicationRejected told -> application(told.applicationId()).put("state", "rejected");
            case ApplicationWithdrawn told -> application(told.applicationId()).put("state", "withdrawn");
            case RefusalUpheld told -> application(told.applicationId()).put("state", "upheld");
            case RefusalOverruled told -> application(told.applicationId()).put("state", "approved");
            case RefusalSentBack told -> {
                application(told.applicationId()).put("state", "sent-back");
                put(application(told.applicationId()), "providerDueAt", told.providerDueAt());
            }
            case OfferMade told -> {
                boolean byProvider = told.actor().unit().equals(told.provider());
                application(told.applicationId()).put("state", byProvider ? "provider-offered" : "authority-offered");
                offers.put(told.applicationId().toString(), told);
            }
            case OfferAccepted told -> {
                OfferMade offer =
                        Objects.requireNonNull(offers.get(told.applicationId().toString()));
                Map<String, Object> application = application(told.applicationId());
                application.merge(
                        "state", "", (before, now) -> before.equals("provider-offered") ? "agreed" : "approved");
                application.put("items", offer.items());
                put(application, "validUntil", offer.validUntil());
                put(application, "rowsPerDay", offer.rowsPerDay());
            }
            case ShareApproved told -> {
                application(told.applicationId()).put("state", "approved");
                application(told.applicationId()).put("grantId", told.grantId().toString());
                Map<String, Object> grant = new HashMap<>();
                grant.put("state", "alive");
                grant.put("applicationId", told.applicationId().toString());
                grant.put("consumer", told.consumer());
                grant.put("provider", told.provider());
                grant.put("items", told.items());
                grant.put("rowFilter", json(told.rowFilter()));
                put(grant, "validUntil", told.validUntil());
                put(grant, "rowsPerDay", told.rowsPerDay());
                grants.put(told.grantId().toString(), grant);
            }
            case GrantSuspended told -> grant(told.grantId()).put("state", "suspended");
            case GrantResumed told -> grant(told.grantId()).put("state", "alive");
            case GrantNarrowed told -> {
                Map<String, Object> grant = grant(told.grantId());
                grant.put("items", told.items());
                grant.put("rowFilter", json(told.rowFilter()));
                put(grant, "validUntil", told.validUntil());
                put(grant, "rowsPerDay", told.rowsPerDay());
            }
            case GrantEnded told -> {
                Map<String, Object> grant = grant(told.grantId());
                grant.put("state", EventJson.kebab(told.end()));
                put(grant, "endedAt", told.endedAt());
                put(grant, "endReasons", told.reasons());
            }
            default -> throw new AssertionError("the walk tells of nothing else: " + event);
        }
    }
}
