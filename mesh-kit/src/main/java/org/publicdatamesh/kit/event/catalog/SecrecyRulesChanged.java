package org.publicdatamesh.kit.event.catalog;

import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The rules that secrets are suspected by changed (Art. 13); everything in the catalogue is scanned anew.
 *
 * @param edition the edition that is in force now, from 1
 * @param shipped version of the rules that come with the platform
 * @param ownWords how many words the security post has added
 * @param actor the security post; none where the platform came with other rules
 */
@EventType(topic = "catalog.secrecy", name = "catalog.secrecy.rules-changed")
public record SecrecyRulesChanged(
        int edition, int shipped, int ownWords, @Nullable Actor actor) implements MeshEvent {}
