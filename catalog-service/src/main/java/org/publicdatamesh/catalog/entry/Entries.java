package org.publicdatamesh.catalog.entry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.EntryAdjusted;
import org.publicdatamesh.kit.event.catalog.EntryDiscarded;
import org.publicdatamesh.kit.event.catalog.EntryDrafted;
import org.publicdatamesh.kit.event.catalog.EntryRetired;
import org.publicdatamesh.kit.event.catalog.EntryRetirementDeclined;
import org.publicdatamesh.kit.event.catalog.EntryRetirementProposed;
import org.publicdatamesh.kit.event.catalog.EntryReturned;
import org.publicdatamesh.kit.event.catalog.EntryReviewed;
import org.publicdatamesh.kit.event.catalog.EntrySubmitted;
import org.publicdatamesh.kit.event.catalog.EntryWithheld;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.sql.SessionSql;

/** Entries from draft to retirement: load, ask the rules, save and publish. */
@ApplicationScoped
public class Entries {
    private static final Refusal SAME_PERSON = Refusal.of(
            403, "same-person", "The one who drafted, proposed or reviewed a matter does not decide it too (Art. 8).");
    private static final Refusal STANDARD_BROKEN = Refusal.of(
            409,
            "standard-broken",
            "The entry breaks standards or grading rules that are in force; return it with reasons.");
    private static final String DRAFT_ALL = """
            insert into entry (id, version, last_version, state, unit, content, drafted_by, changed_at, lock_version)
            select draft.id, 1, 1, $1, $2, draft.content, $3, $4, 0
            from unnest($5::uuid[], $6::text[]) with ordinality as draft (id, content, place) order by draft.place""";

    private static final Set<EntryState> LIVE = EnumSet.of(EntryState.PUBLISHED, EntryState.RETIREMENT_PROPOSED);

    private final Outbox outbox;
    private final List<SubmissionCheck> checks;
    private final List<ContentGuard> guards;
    private final List<PublicationAssessment> assessments;
    private final List<ReviewCheck> reviewChecks;
    private final List<EntryFollower> followers;
    private final Caller caller;
    private final InstantSource clock;

    Entries(
            Outbox outbox,
            @Any Instance<SubmissionCheck> checks,
            @Any Instance<ContentGuard> guards,
            @Any Instance<PublicationAssessment> assessments,
            @Any Instance<ReviewCheck> reviewChecks,
            @Any Instance<EntryFollower> followers,
            Caller caller,
            InstantSource clock) {
        this.outbox = outbox;
        this.checks = checks.stream().toList();
        this.guards = guards.stream().toList();
        this.assessments = assessments.stream().toList();
        this.reviewChecks = reviewChecks.stream().toList();
        this.followers = followers.stream().toList();
        this.caller = caller;
        this.clock = clock;
    }

    Uni<Entry> draft(Mutiny.Session session, EntryContent content) {
        refuseBroken(content);
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        Entry entry = new Entry(Outbox.newId(), actor.unit(), content, actor.person(), clock.instant());
        return session.persist(entry)
                .chain(() -> outbox.publish(
                        session, entry.id.toString(), new EntryDrafted(entry.id, entry.version, entry.unit, actor)))
                .chain(session::flush)
                .replaceWith(entry);
    }

    /**
     * Drafts many entries as {@link #draft} does one, with a statement for all of them and another for their events.
     *
     * @return the entries' ids, in the order of the contents
     * @throws RefusedException 422 where one breaks a rule
     */
    public Uni<List<UUID>> draftAll(Mutiny.Session session, List<EntryContent> contents, Actor actor) {
        Instant now = clock.instant();
        List<Entry> drafts = new ArrayList<>(contents.size());
        List<Outbox.Keyed> events = new ArrayList<>(contents.size());
        for (EntryContent content : contents) {
            refuseBroken(content);
            Entry draft = new Entry(Outbox.newId(), actor.unit(), content, actor.person(), now);
            drafts.add(draft);
            events.add(new Outbox.Keyed(
                    draft.id.toString(), new EntryDrafted(draft.id, draft.version, draft.unit, actor)));
        }
        return SessionSql.update(
                        session,
                        DRAFT_ALL,
                        EntryState.DRAFT.name(),
                        actor.unit(),
                        actor.person(),
                        now.atOffset(ZoneOffset.UTC),
                        drafts.stream().map(draft -> draft.id).toArray(UUID[]::new),
                        drafts.stream().map(draft -> draft.content).toArray(String[]::new))
                .chain(() -> outbox.publishAll(session, events))
                .replaceWith(() -> drafts.stream().map(draft -> draft.id).toList());
    }

    /**
     * Who reads a list: known beside the request's own thread too.
     *
     * @param unit the reader's unit
     * @param reviews whether the reader reviews for the authority
     */
    public record Reader(String unit, boolean reviews) {
        boolean concerns(Entry entry) {
            boolean withAuthority =
                    entry.state == EntryState.IN_AUTHORITY_REVIEW || entry.state == EntryState.RETIREMENT_PROPOSED;
            return entry.unit.equals(unit) || reviews && withAuthority;
        }
    }

    /** The caller as a reader. */
    public Reader reader() {
        return new Reader(caller.unit(), caller.has(Roles.AUTHORITY_REVIEWER));
    }

    /**
     * Published entries, those of the reader's unit, and those that the reader reviews, in the order of their ids; no
     * retired ones.
     *
     * @param after the id before the first one
     * @param most how many at most
     */
    public Uni<List<EntryView>> list(Mutiny.Session session, Reader reader, UUID after, int most) {
        return list(session, reader, null, after, most);
    }

    /**
     * The same of one state, as the reader sees it: what has a published version is published but for a retirement that is proposed,
     * which only those see who work on it.
     */
    Uni<List<EntryView>> list(Mutiny.Session session, Reader reader, @Nullable EntryState state, UUID after, int most) {
        Mutiny.SelectionQuery<Entry> query = session.createQuery(
                "from Entry where id > :after and state not in (EntryState.RETIRED, EntryState.WITHHELD)"
                        + " and (liveVersion is not null"
                        + " or state = :reviewed or unit = :unit)"
                        + (state == null ? "" : seenAs(state, reader)) + " order by id",
                Entry.class);
        if (state != null && !LIVE.contains(state)) {
            query.setParameter("state", state);
        }
        return query.setParameter("after", after)
                .setParameter("reviewed", reader.reviews() ? EntryState.IN_AUTHORITY_REVIEW : EntryState.PUBLISHED)
                .setParameter("unit", reader.unit())
                .setMaxResults(most)
                .getResultList()
                .map(found -> found.stream()
                        .map(entry -> EntryView.of(entry, reader.concerns(entry)))
                        .toList());
    }

    private static String seenAs(EntryState state, Reader reader) {
        String proposed = "state = EntryState.RETIREMENT_PROPOSED" + (reader.reviews() ? "" : " and unit = :unit");
        return switch (state) {
            case RETIREMENT_PROPOSED -> " and " + proposed;
            case PUBLISHED -> " and liveVersion is not null and not (" + proposed + ")";
            default -> " and liveVersion is null and state = :state";
        };
    }

    Uni<Entry> edit(Mutiny.Session session, UUID id, @Nullable String ifMatch, EntryContent content) {
        return owned(session, id)
                .invoke(entry -> {
                    IfMatch.require(ifMatch, entry.lockVersion);
                    refuseBroken(content);
                    entry.move(EntryState.Command.EDIT, clock.instant());
                    refuseBroken(againstRows(entry, content));
                    entry.edit(content, clock.instant());
                })
                .call(session::flush);
    }

    /** Begins a new version beside the published one. */
    Uni<Entry> revise(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return owned(session, id)
                .invoke(entry -> entry.revise(actor.person(), clock.instant()))
                .call(entry ->
                        outbox.publish(session, id.toString(), new EntryDrafted(id, entry.version, entry.unit, actor)));
    }

    /** Gives a revision up. */
    Uni<Entry> discard(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return owned(session, id).call(entry -> {
            int version = entry.version;
            entry.discard(clock.instant());
            return followed(follower -> follower.discarded(session, id, version))
                    .chain(() ->
                            outbox.publish(session, id.toString(), new EntryDiscarded(id, version, entry.unit, actor)));
        });
    }

    Uni<Entry> submit(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return owned(session, id)
                .invoke(entry -> {
                    entry.move(EntryState.Command.SUBMIT, clock.instant());
                    entry.returnReasons = null;
                })
                .call(entry -> assessed(session, entry, PublicationAssessment.Step.SUBMISSION))
                .call(entry -> broken(session, entry.unit, entry.content()).invoke(Entries::refuseBroken))
                .call(entry -> followed(follower -> follower.submitted(session, EntryWork.of(entry), actor)))
                .call(entry -> outbox.publish(
                        session, id.toString(), new EntrySubmitted(id, entry.version, entry.unit, actor)));
    }

    Uni<Entry> review(Mutiny.Session session, UUID id, ReviewDecision decision) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        refuseWithoutReasons(decision.decision() == ReviewDecision.Choice.RETURN, decision.reasons());
        return owned(session, id).call(entry -> {
            if (entry.draftedBy.equals(actor.person())) {
                throw new RefusedException(SAME_PERSON);
            }
            if (decision.decision() == ReviewDecision.Choice.RETURN) {
                entry.move(EntryState.Command.UNIT_RETURN, clock.instant());
                return returned(session, entry, decision.reasons(), actor);
            }
            entry.move(EntryState.Command.PASS, clock.instant());
            entry.reviewedBy = actor.person();
            return checked(session, EntryWork.of(entry))
                    .chain(() -> outbox.publish(
                            session, id.toString(), new EntryReviewed(id, entry.version, entry.unit, actor)));
        });
    }

    Uni<Entry> publish(Mutiny.Session session, UUID id, PublicationDecision decision) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        refuseBroken(decision.violations());
        return found(session, id).call(entry -> {
            if (actor.person().equals(entry.draftedBy) || actor.person().equals(entry.reviewedBy)) {
                throw new RefusedException(SAME_PERSON);
            }
            if (decision.decision() == PublicationDecision.Choice.RETURN) {
                entry.move(EntryState.Command.AUTHORITY_RETURN, clock.instant());
                return returned(session, entry, decision.reasons(), actor);
            }
            EntryContent adjusted = decision.content();
            entry.move(adjusted == null ? EntryState.Command.CONFIRM : EntryState.Command.ADJUST, clock.instant());
            return goLive(session, entry, adjusted, decision.reasons(), actor);
        });
    }

    private Uni<Void> goLive(
            Mutiny.Session session,
            Entry entry,
            @Nullable EntryContent adjusted,
            @Nullable String reasons,
            Actor actor) {
        Instant now = clock.instant();
        String submitted = entry.content;
        List<String> changes = List.of();
        if (adjusted != null) {
            changes = Change.between(entry.content(), adjusted).stream()
                    .map(Change::at)
                    .toList();
            if (changes.isEmpty()) {
                throw RefusedException.invalid(List.of(Violation.at(
                        "/content", "nothing-adjusted", "The content is what was submitted; confirm it instead.")));
            }
            entry.edit(adjusted, now);
        }
        List<Violation> inUse = againstRows(entry, entry.content());
        if (!inUse.isEmpty()) {
            throw RefusedException.invalid(
                    inUse.stream().map(each -> each.under("/content")).toList());
        }
        List<String> changed = changes;
        return assessed(session, entry, PublicationAssessment.Step.PUBLICATION)
                .chain(() -> broken(session, entry.unit, entry.content()))
                .chain(broken -> {
                    if (!broken.isEmpty()) {
                        throw new RefusedException(
                                STANDARD_BROKEN,
                                broken.stream()
                                        .map(each -> each.under("/content"))
                                        .toList());
                    }
                    return live(session, entry, adjusted == null ? null : submitted, changed, reasons, actor);
                });
    }

    private Uni<Void> live(
            Mutiny.Session session,
            Entry entry,
            @Nullable String submitted,
            List<String> changed,
            @Nullable String reasons,
            Actor actor) {
        Instant now = clock.instant();
        entry.goLive(now);
        PublishedVersion version = submitted == null
                ? new PublishedVersion(entry, null, null, now)
                : new PublishedVersion(entry, submitted, reasons, now);
        Uni<Void> done = superseded(session, entry, now)
                .chain(() -> session.persist(version))
                .chain(() -> outbox.publish(session, entry.id.toString(), entry.published(actor)))
                .chain(() -> followed(follower -> follower.published(session, entry.id, entry.version, actor)));
        if (submitted == null) {
            return done;
        }
        EntryAdjusted adjustment =
                new EntryAdjusted(entry.id, entry.version, entry.unit, reasons == null ? "" : reasons, changed, actor);
        return done.chain(() -> outbox.publish(session, entry.id.toString(), adjustment));
    }

    private static Uni<Void> superseded(Mutiny.Session session, Entry entry, Instant at) {
        return session.createMutationQuery("update PublishedVersion set supersededAt = :at"
                        + " where entryId = :entry and supersededAt is null")
                .setParameter("at", at)
                .setParameter("entry", entry.id)
                .executeUpdate()
                .replaceWithVoid();
    }

    private Uni<Void> followed(Function<EntryFollower, Uni<Void>> told) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (EntryFollower follower : followers) {
            all = all.chain(() -> told.apply(follower));
        }
        return all;
    }

    private Uni<Void> assessed(Mutiny.Session session, Entry entry, PublicationAssessment.Step step) {
        EntryContent content = entry.content();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (PublicationAssessment assessment : assessments) {
            all = all.chain(() -> assessment.assess(session, entry.id, entry.version, entry.unit, content, step));
        }
        return all;
    }

    private Uni<Void> checked(Mutiny.Session session, EntryWork entry) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (ReviewCheck check : reviewChecks) {
            all = all.chain(() -> check.check(session, entry));
        }
        return all;
    }

    /** The entry's own rules are among them: what stood before one of them came has to hold it now. */
    private Uni<List<Violation>> broken(Mutiny.Session session, String unit, EntryContent content) {
        Uni<List<Violation>> all = Uni.createFrom().item(content.violations());
        for (SubmissionCheck check : checks) {
            all = all.chain(found -> check.broken(session, unit, content)
                    .map(more -> Stream.concat(found.stream(), more.stream()).toList()));
        }
        return all;
    }

    /** Where resources have rows of the published items, a new version keeps to them. */
    private static List<Violation> againstRows(Entry entry, EntryContent content) {
        return entry.attached && entry.inRevision() ? content.violationsAgainstRows(entry.seen()) : List.of();
    }

    private Uni<Void> returned(Mutiny.Session session, Entry entry, @Nullable String reasons, Actor actor) {
        String why = reasons == null ? "" : reasons;
        entry.returnReasons = why;
        return outbox.publish(
                session, entry.id.toString(), new EntryReturned(entry.id, entry.version, entry.unit, why, actor));
    }

    /** The unit proposes to retire a published entry. */
    Uni<Entry> proposeRetirement(Mutiny.Session session, UUID id, RetirementProposal proposal) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        refuseBroken(proposal.violations());
        return owned(session, id)
                .invoke(entry -> entry.proposeRetirement(proposal.reasons(), actor.person(), clock.instant()))
                .call(entry -> outbox.publish(
                        session,
                        id.toString(),
                        new EntryRetirementProposed(id, entry.version, entry.unit, proposal.reasons(), actor)));
    }

    /** The authority retires the entry, or keeps it. */
    Uni<Entry> decideRetirement(Mutiny.Session session, UUID id, RetirementDecision decision) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        refuseBroken(decision.violations());
        return visible(session, id).call(entry -> {
            if (Stream.of(entry.retirementProposedBy, entry.draftedBy, entry.reviewedBy)
                    .anyMatch(actor.person()::equals)) {
                throw new RefusedException(SAME_PERSON);
            }
            String reasons = decision.reasons();
            if (decision.decision() == RetirementDecision.Choice.RETIRE) {
                return followed(follower -> follower.leaving(session))
                        .invoke(() -> entry.retire(reasons, actor.person(), clock.instant()))
                        .chain(() -> outbox.publish(
                                session, id.toString(), new EntryRetired(id, entry.version, entry.unit, actor)))
                        .chain(() -> followed(follower -> follower.retired(session, id, entry.version, actor)));
            }
            String why = reasons == null ? "" : reasons;
            entry.keep(why, actor.person(), clock.instant());
            return outbox.publish(
                    session, id.toString(), new EntryRetirementDeclined(id, entry.version, entry.unit, why, actor));
        });
    }

    /**
     * Takes an entry out of the catalogue, whatever its state, and keeps nothing of what it said (Art. 2, 13). One that was
     * published is told to be retired too, so that all who follow entries let go of it.
     */
    public Uni<Void> withhold(Mutiny.Session session, UUID id, Actor actor) {
        return followed(follower -> follower.leaving(session)).chain(() -> takeOut(session, id, actor));
    }

    private Uni<Void> takeOut(Mutiny.Session session, UUID id, Actor actor) {
        return session.find(Entry.class, id, LockModeType.PESSIMISTIC_WRITE).chain(entry -> {
            if (entry == null || entry.state == EntryState.WITHHELD) {
                return Uni.createFrom().voidItem();
            }
            boolean offered = entry.live() && entry.state != EntryState.RETIRED;
            int version = entry.version;
            Integer live = entry.liveVersion;
            Uni<Void> last = offered && live != null
                    ? followed(follower -> follower.withholding(session, id, live))
                    : Uni.createFrom().voidItem();
            Uni<Void> done = last.invoke(() -> entry.withhold(clock.instant()))
                    .chain(() -> session.createQuery(
                                    "from PublishedVersion where entryId = :entry", PublishedVersion.class)
                            .setParameter("entry", id)
                            .getResultList())
                    .invoke(versions -> versions.forEach(PublishedVersion::erase))
                    .chain(() -> followed(follower -> follower.withheld(session, id)))
                    .chain(() ->
                            outbox.publish(session, id.toString(), new EntryWithheld(id, version, entry.unit, actor)));
            if (!offered || live == null) {
                return done;
            }
            return done.chain(
                            () -> outbox.publish(session, id.toString(), new EntryRetired(id, live, entry.unit, actor)))
                    .chain(() -> followed(follower -> follower.retired(session, id, live, actor)));
        });
    }

    /** An entry that the caller may see: published ones, its own unit's, and for the authority those it reviews. */
    Uni<Entry> visible(Mutiny.Session session, UUID id) {
        return found(session, id).invoke(entry -> {
            if (!entry.live() && !concerns(entry)) {
                throw RefusedException.notFound("entry");
            }
        });
    }

    /** An entry as the caller may see it. */
    public Uni<EntryView> view(Mutiny.Session session, UUID id) {
        return visible(session, id).map(entry -> EntryView.of(entry, concerns(entry)));
    }

    /** Whether what is under work is for the caller: it is its unit's, or the authority is to decide of it. */
    boolean concerns(Entry entry) {
        return reader().concerns(entry);
    }

    /** A version of an entry that the caller may see: published ones, and the one under work where it concerns the caller. */
    public Uni<VersionView> version(Mutiny.Session session, UUID id, int number) {
        return visible(session, id).chain(entry -> {
            boolean underWork = entry.version == number && (entry.inRevision() || !entry.live());
            if (underWork) {
                if (!concerns(entry)) {
                    throw RefusedException.notFound("version");
                }
                return Uni.createFrom().item(VersionView.underWay(entry));
            }
            return session.createQuery(
                            "from PublishedVersion where entryId = :entry and version = :version",
                            PublishedVersion.class)
                    .setParameter("entry", id)
                    .setParameter("version", number)
                    .getSingleResultOrNull()
                    .onItem()
                    .ifNull()
                    .failWith(() -> RefusedException.notFound("version"))
                    .map(VersionView::of);
        });
    }

    /** An entry of the caller's unit; to others one that is not published is not there. */
    Uni<Entry> owned(Mutiny.Session session, UUID id) {
        return found(session, id).invoke(entry -> {
            if (!entry.live() && !entry.unit.equals(caller.unit())) {
                throw RefusedException.notFound("entry");
            }
            caller.requireUnit(entry.unit);
        });
    }

    /** The unit of an entry of the caller's to which a resource can be attached: a published one. */
    public Uni<String> attachable(Mutiny.Session session, UUID id) {
        return owned(session, id).map(entry -> {
            entry.attach();
            return entry.unit;
        });
    }

    private static Uni<Entry> found(Mutiny.Session session, UUID id) {
        return session.find(Entry.class, id)
                .map(entry -> entry == null || entry.state == EntryState.WITHHELD ? null : entry)
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("entry"));
    }

    private void refuseBroken(EntryContent content) {
        guards.forEach(guard -> guard.check(content));
        refuseBroken(content.violations());
    }

    private static void refuseBroken(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }

    private static void refuseWithoutReasons(boolean needed, @Nullable String reasons) {
        if (needed && (reasons == null || reasons.isBlank())) {
            throw RefusedException.invalid(
                    List.of(Violation.at("/reasons", "missing", "A return states its reasons (Art. 10).")));
        }
    }
}
