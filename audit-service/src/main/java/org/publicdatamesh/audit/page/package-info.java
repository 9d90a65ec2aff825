/**
 * The auditors' page at {@code /}: the newest checkpoint and the verifier keys for everyone, search and receipts for who
 * brings a token. The page itself holds nothing that is not public; its script calls the service's REST interface with
 * the token that the auditor gives it, and checks receipts in the browser, without trusting this service.
 */
@NullMarked
package org.publicdatamesh.audit.page;

import org.jspecify.annotations.NullMarked;
