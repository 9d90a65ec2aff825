/**
 * Disputes between units about steps on matters of other rooms: negotiated, mediated by the authority, decided by the government;
 * what is agreed or decided changes the matter (Art. 27). Rooms whose steps can be disputed implement {@code Disputed}.
 */
@NullMarked
package org.publicdatamesh.exchange.dispute;

import org.jspecify.annotations.NullMarked;
