package org.publicdatamesh.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The realm {@code public-data}: what {@code deploy/keycloak/public-data-realm.json} says, with an account per post, a
 * machine client per unit, and the client that adds accounts later.
 */
final class RealmFile {
    /** The client through which accounts are added to a realm that is there. */
    static final String PROVISIONER = "mesh-provisioner";

    static final List<String> ROLES = List.of(
            "data-specialist",
            "data-supervisor",
            "authority-reviewer",
            "authority-admin",
            "government-arbiter",
            "security-officer",
            "auditor",
            "citizen",
            "data-system");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER_PROFILE = """
            {"attributes":[{"name":"username"},{"name":"email"},{"name":"firstName"},{"name":"lastName"},\
            {"name":"unit","permissions":{"view":["admin","user"],"edit":["admin"]}}]}""";

    private RealmFile() {}

    static String of(Path template, Region region, Credentials credentials) {
        try {
            ObjectNode realm = (ObjectNode) JSON.readTree(template.toFile());
            ArrayNode clients = (ArrayNode) realm.get("clients");
            JsonNode mappers = clients.get(0).get("protocolMappers");
            ArrayNode users = realm.putArray("users");
            realm.putObject("components")
                    .putArray("org.keycloak.userprofile.UserProfileProvider")
                    .addObject()
                    .put("providerId", "declarative-user-profile")
                    .putObject("config")
                    .putArray("kc.user.profile.config")
                    .add(USER_PROFILE);
            machine(clients, PROVISIONER, credentials.get("client." + PROVISIONER));
            serviceAccount(users, PROVISIONER)
                    .putObject("clientRoles")
                    .putArray("realm-management")
                    .add("realm-admin");
            for (Region.Unit unit : region.units()) {
                String id = "system-" + unit.id();
                machine(clients, id, credentials.get("client." + id)).set("protocolMappers", mappers);
                ObjectNode account = serviceAccount(users, id);
                account.putArray("realmRoles").add("data-system");
                account.putObject("attributes").putArray("unit").add(unit.id());
            }
            for (Region.Account account : region.accounts()) {
                person(users, account, credentials.get("account." + account.user()));
            }
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(realm);
        } catch (JsonProcessingException e) {
            throw new PartFailure(template + " is not a realm: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new PartFailure("the realm in " + template + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ObjectNode machine(ArrayNode clients, String id, String secret) {
        return clients.addObject()
                .put("clientId", id)
                .put("enabled", true)
                .put("protocol", "openid-connect")
                .put("publicClient", false)
                .put("standardFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("serviceAccountsEnabled", true)
                .put("fullScopeAllowed", true)
                .put("secret", secret);
    }

    private static ObjectNode serviceAccount(ArrayNode users, String client) {
        return users.addObject()
                .put("username", "service-account-" + client)
                .put("enabled", true)
                .put("serviceAccountClientId", client);
    }

    private static void person(ArrayNode users, Region.Account account, String password) {
        ObjectNode user = users.addObject()
                .put("username", account.user())
                .put("enabled", true)
                .put("email", account.user() + "@mesh.invalid")
                .put("emailVerified", true)
                .put("firstName", account.role())
                .put("lastName", account.unit());
        user.putArray("realmRoles").add(account.role());
        user.putObject("attributes").putArray("unit").add(account.unit());
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", password)
                .put("temporary", false);
    }
}
