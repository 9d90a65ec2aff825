package org.publicdatamesh.exchange.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.grant.Narrowing;

/** What those who decide on an application send. */
final class Decisions {
    private Decisions() {}

    /** What the own data supervisor decides. */
    public enum EndorsementKind {
        /** On to the provider. */
        AGREE,
        /** Ends here. */
        DECLINE
    }

    /**
     * The own data supervisor's decision.
     *
     * @param decision what is decided
     * @param reasons why; needed to decline
     * @param signature SM2 signature of the unit's key over the bytes of the application's commitment, DER in Base64; needed to
     *     agree where the policy edition demands it
     */
    public record Endorsement(
            EndorsementKind decision,
            @Nullable @Size(max = 2000) String reasons,
            @Nullable @Size(max = 200) String signature) {}

    /** What the provider decides. */
    public enum ProviderKind {
        /** On to the authority. */
        AGREE,
        /** Less than was applied for: the applicant accepts or withdraws. */
        OFFER,
        /** The authority reviews the refusal. */
        REFUSE
    }

    /**
     * The provider's decision.
     *
     * @param decision what is decided
     * @param reasons why; needed to refuse
     * @param basis documents on which a refusal rests; at least one to refuse, each of them uploaded before
     * @param narrowing what an offer takes away
     */
    public record ProviderDecision(
            ProviderKind decision,
            @Nullable @Size(max = 2000) String reasons,
            @Nullable @Size(max = 20) List<GivenBasis> basis,
            @Nullable @Valid Narrowing narrowing) {
        List<GivenBasis> given() {
            return basis == null ? List.of() : basis;
        }
    }

    /**
     * A document on which a refusal rests.
     *
     * @param title title of the law, regulation or rule
     * @param article its article
     * @param document id of the document that the unit uploaded for this application; its name and digest are told from there
     */
    public record GivenBasis(
            @NotBlank @Size(max = 300) String title,
            @NotBlank @Size(max = 100) String article,
            @Nullable UUID document) {}

    /** What the authority decides. */
    public enum AuthorityKind {
        /** The share is granted. */
        APPROVE,
        /** The application ends although the provider agreed. */
        RETURN,
        /** The refusal stands. */
        UPHOLD,
        /** The provider decides anew. */
        SEND_BACK,
        /** The provider refused again without a sufficient basis: the share is granted. */
        OVERRULE,
        /** Less than the provider agreed to: the applicant accepts or withdraws. */
        OFFER
    }

    /**
     * The authority's decision.
     *
     * @param decision what is decided
     * @param reasons why; needed for all but an approval and an offer, which has its own
     * @param narrowing what an offer takes away
     */
    public record AuthorityReview(
            AuthorityKind decision,
            @Nullable @Size(max = 2000) String reasons,
            @Nullable @Valid Narrowing narrowing) {}
}
