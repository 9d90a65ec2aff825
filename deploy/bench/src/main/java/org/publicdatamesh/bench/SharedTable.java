package org.publicdatamesh.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.publicdatamesh.parts.Installation;

/** A table of civil affairs that is shared on conditions, written into the exchange's database as the catalogue's events would. */
final class SharedTable {
    private static final String ITEMS =
            "[{\"name\":\"code\",\"label\":\"统计代码\",\"type\":\"text\",\"length\":12,\"key\":true,"
                    + "\"required\":true,\"check\":\"none\",\"grade\":1,\"identifies\":\"nobody\",\"mask\":\"none\"},"
                    + "{\"name\":\"name\",\"label\":\"名称\",\"type\":\"text\",\"length\":40,\"key\":false,"
                    + "\"required\":true,\"check\":\"none\",\"grade\":1,\"identifies\":\"nobody\",\"mask\":\"none\"}]";

    private SharedTable() {}

    /**
     * A new one.
     *
     * @return the resource
     */
    static UUID in(Installation at) throws SQLException {
        UUID entry = Pipeline.newId();
        UUID resource = Pipeline.newId();
        try (Connection connection = Pipeline.connect(at, "exchange");
                PreparedStatement entries = connection.prepareStatement(
                        "insert into shared_entry (entry_id, version, unit, open, share_type, items)"
                                + " values (?, 1, 'civil-affairs', false, 'CONDITIONAL', ?)");
                PreparedStatement resources =
                        connection.prepareStatement("insert into shared_resource (resource_id, entry_id, unit, name)"
                                + " values (?, ?, 'civil-affairs', 'benchmark')");
                PreparedStatement proofs = connection.prepareStatement(
                        "insert into resource_proof (resource_id, check_id, passed) values (?, ?, true)")) {
            connection.setAutoCommit(true);
            entries.setObject(1, entry);
            entries.setString(2, ITEMS);
            entries.executeUpdate();
            resources.setObject(1, resource);
            resources.setObject(2, entry);
            resources.executeUpdate();
            proofs.setObject(1, resource);
            proofs.setObject(2, Pipeline.newId());
            proofs.executeUpdate();
        }
        return resource;
    }
}
