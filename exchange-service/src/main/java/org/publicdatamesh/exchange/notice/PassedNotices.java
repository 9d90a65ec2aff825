package org.publicdatamesh.exchange.notice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.grant.GrantSuccession;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Notices that a holder has not done with go over to the grant that takes the place of theirs: it still holds the data, and may
 * read what was corrected.
 */
@ApplicationScoped
class PassedNotices implements GrantSuccession {
    @Override
    public Uni<Void> passOn(Mutiny.Session session, UUID resource, UUID from, UUID to) {
        return SessionSql.update(
                        session,
                        // As the index notice_open_resource says it.
                        "update notice set grant_id = $3 where resource_id = $1 and grant_id = $2 and kind = any($4)"
                                + " and (state = 'SENT' or (state = 'ACKNOWLEDGED' and kind = 'CORRECTION'))",
                        resource,
                        from,
                        to,
                        new String[] {
                            NoticeKind.CORRECTION.name(), NoticeKind.REPLACED.name(), NoticeKind.WITHDRAWN.name()
                        })
                .replaceWithVoid();
    }
}
