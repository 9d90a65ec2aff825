package org.publicdatamesh.catalog.secrecy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;

/** The security post's own words, each change of which begins an edition of the rules. They are secret themselves. */
@ApplicationScoped
class Words {
    private static final Refusal KNOWN = Refusal.of(409, "already-exists", "There is such a thing already.");
    private static final int MOST = 10_000;
    private static final int MOST_CHARACTERS = 100;

    private final RulesInForce rules;
    private final Cases cases;
    private final Keys keys;
    private final Caller caller;
    private final InstantSource clock;

    Words(RulesInForce rules, Cases cases, Keys keys, Caller caller, InstantSource clock) {
        this.rules = rules;
        this.cases = cases;
        this.keys = keys;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * What is answered to a change: not the word.
     *
     * @param id the word
     * @param rule name of the rule that it makes, in cases and problem documents
     */
    record Changed(UUID id, String rule) {}

    Uni<Changed> add(Mutiny.Session session, NewWord asked) {
        Actor actor = caller.as(Roles.SECURITY_OFFICER);
        return cases.requireAuthority(session).chain(() -> {
            String normalised = rules.current().detector().normalised(asked.word());
            if (normalised.length() < 2) {
                throw RefusedException.invalid(
                        List.of(Violation.at("/word", "wrong-length", "2 to 60 characters are expected.", 2, 60)));
            }
            if (normalised.length() > MOST_CHARACTERS) {
                throw RefusedException.invalid(List.of(Violation.at(
                        "/word",
                        "too-long",
                        "At most " + MOST_CHARACTERS + " characters are taken.",
                        MOST_CHARACTERS)));
            }
            if (rules.current().detector().normalised(asked.reasons()).contains(normalised)) {
                throw RefusedException.invalid(
                        List.of(Violation.at("/reasons", "word-repeated", "The reasons do not repeat the word.")));
            }
            UUID id = Outbox.newId();
            return SessionSql.update(
                            session,
                            "insert into secrecy_word (id, sealed, digest, reasons, added_by, added_at)"
                                    + " select $1, $2, $3, $4, $5, $6"
                                    + " where (select count(*) from secrecy_word where withdrawn_at is null) < " + MOST
                                    + " on conflict do nothing",
                            id,
                            keys.seal(asked.word().strip()),
                            keys.digest(normalised),
                            asked.reasons(),
                            actor.person(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .invoke(added -> {
                        if (added == 0) {
                            throw new RefusedException(KNOWN);
                        }
                    })
                    .chain(() -> rules.change(session, actor))
                    .replaceWith(new Changed(id, RulesInForce.ownRule(id)));
        });
    }

    Uni<Changed> withdraw(Mutiny.Session session, UUID id, WordWithdrawal withdrawal) {
        Actor actor = caller.as(Roles.SECURITY_OFFICER);
        return cases.requireAuthority(session)
                .chain(() -> SessionSql.update(
                        session,
                        "update secrecy_word set withdrawn_by = $2, withdrawn_at = $3, withdrawal_reasons = $4"
                                + " where id = $1 and withdrawn_at is null",
                        id,
                        actor.person(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        withdrawal.reasons()))
                .invoke(withdrawn -> {
                    if (withdrawn == 0) {
                        throw RefusedException.notFound("word");
                    }
                })
                .chain(() -> rules.change(session, actor))
                .replaceWith(new Changed(id, RulesInForce.ownRule(id)));
    }

    /**
     * One of the words that are looked for.
     *
     * @param id the word
     * @param rule name of the rule that it makes
     * @param word the word itself
     * @param reasons why it was added
     * @param addedBy who added it
     * @param addedAt when
     */
    record View(UUID id, String rule, String word, String reasons, String addedBy, Instant addedAt) {}

    Uni<List<View>> list(Mutiny.Session session, UUID after, int most) {
        return cases.requireAuthority(session)
                .chain(() -> SessionSql.select(
                        session,
                        "select id, sealed, reasons, added_by, added_at from secrecy_word"
                                + " where withdrawn_at is null and id > $1 order by id limit $2",
                        columns -> new View(
                                (UUID) columns[0],
                                RulesInForce.ownRule((UUID) columns[0]),
                                keys.open((String) columns[1]),
                                (String) columns[2],
                                (String) columns[3],
                                ((OffsetDateTime) columns[4]).toInstant()),
                        after,
                        most));
    }
}
