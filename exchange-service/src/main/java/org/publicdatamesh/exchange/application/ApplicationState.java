package org.publicdatamesh.exchange.application;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an application stands (Art. 25, 26), and the one table of what may follow. */
public enum ApplicationState {
    /** Waits for the applicant's own data supervisor. */
    SUBMITTED,
    /** The own data supervisor declined. */
    DECLINED,
    /** Waits for the provider, within the policy's working days. */
    ENDORSED,
    /** The provider would share less; waits for the applicant to accept or withdraw. */
    PROVIDER_OFFERED,
    /** The provider agreed; waits for the authority. */
    AGREED,
    /** The authority would grant less; waits for the applicant to accept or withdraw. */
    AUTHORITY_OFFERED,
    /** The provider refused with reasons and basis; waits for the authority. */
    REFUSED,
    /** The authority found the basis of the refusal insufficient; waits for the provider to decide anew. */
    SENT_BACK,
    /** The provider refused again; waits for the authority, which now decides itself. */
    REFUSED_AGAIN,
    /** A grant was made. */
    APPROVED,
    /** The authority turned it down although the provider agreed. */
    REJECTED,
    /** The authority upheld the refusal. */
    UPHELD,
    /** The unit that applied took it back. */
    WITHDRAWN;

    /** What somebody decides. */
    public enum Command {
        /** The own data supervisor agrees to a conditional share. */
        ENDORSE,
        /** The own data supervisor agrees to an unconditional share: it is granted at once. */
        ENDORSE_UNCONDITIONAL,
        /** The own data supervisor declines. */
        DECLINE,
        /** The provider agrees. */
        AGREE,
        /** The provider would share less. */
        OFFER,
        /** The provider refuses. */
        REFUSE,
        /** The authority approves what the provider agreed to. */
        APPROVE,
        /** The authority would grant less than the provider agreed to. */
        APPROVE_LESS,
        /** The authority turns down what the provider agreed to. */
        RETURN,
        /** The authority upholds a refusal. */
        UPHOLD,
        /** The authority finds the basis of a refusal insufficient: the provider decides anew. */
        SEND_BACK,
        /** The authority finds the basis insufficient again, and grants. */
        OVERRULE,
        /** A dispute about an upheld refusal ended so that the share is granted. */
        GRANT_AFTER_DISPUTE,
        /** The units agreed by themselves about an upheld refusal: the authority reviews what they agreed to. */
        AGREE_AFTER_DISPUTE,
        /** The unit that applied takes the lesser share. */
        ACCEPT,
        /** The unit that applied takes its application back. */
        WITHDRAW;

        /** Whether all that is applied for is agreed to: then nothing in its check may forbid it (Art. 40). */
        public boolean agreesToAll() {
            return switch (this) {
                case ENDORSE,
                        ENDORSE_UNCONDITIONAL,
                        AGREE,
                        APPROVE,
                        OVERRULE,
                        GRANT_AFTER_DISPUTE,
                        AGREE_AFTER_DISPUTE -> true;
                case DECLINE, OFFER, REFUSE, APPROVE_LESS, RETURN, UPHOLD, SEND_BACK, ACCEPT, WITHDRAW -> false;
            };
        }
    }

    /** The states in which something can follow. */
    static final List<ApplicationState> OPEN =
            Stream.of(values()).filter(state -> !state.isOver()).toList();

    /** Whether nothing can follow, except by a dispute. */
    public boolean isOver() {
        return switch (this) {
            case DECLINED, APPROVED, REJECTED, UPHELD, WITHDRAWN -> true;
            default -> false;
        };
    }

    /** Whether the provider's time to decide runs. */
    public boolean waitsForProvider() {
        return this == ENDORSED || this == SENT_BACK;
    }

    /** The state after a command; empty where the command is not for this state. */
    public Optional<ApplicationState> after(Command command) {
        if (command == Command.WITHDRAW) {
            return isOver() ? Optional.empty() : Optional.of(WITHDRAWN);
        }
        return Optional.ofNullable(
                switch (this) {
                    case SUBMITTED ->
                        switch (command) {
                            case ENDORSE -> ENDORSED;
                            case ENDORSE_UNCONDITIONAL -> APPROVED;
                            case DECLINE -> DECLINED;
                            default -> null;
                        };
                    case ENDORSED, SENT_BACK ->
                        switch (command) {
                            case AGREE -> AGREED;
                            case OFFER -> this == ENDORSED ? PROVIDER_OFFERED : null;
                            case REFUSE -> this == ENDORSED ? REFUSED : REFUSED_AGAIN;
                            default -> null;
                        };
                    case PROVIDER_OFFERED -> command == Command.ACCEPT ? AGREED : null;
                    case AGREED ->
                        switch (command) {
                            case APPROVE -> APPROVED;
                            case APPROVE_LESS -> AUTHORITY_OFFERED;
                            case RETURN -> REJECTED;
                            default -> null;
                        };
                    case AUTHORITY_OFFERED -> command == Command.ACCEPT ? APPROVED : null;
                    case REFUSED ->
                        switch (command) {
                            case UPHOLD -> UPHELD;
                            case SEND_BACK -> SENT_BACK;
                            default -> null;
                        };
                    case REFUSED_AGAIN ->
                        switch (command) {
                            case UPHOLD -> UPHELD;
                            case OVERRULE -> APPROVED;
                            default -> null;
                        };
                    case UPHELD ->
                        switch (command) {
                            case GRANT_AFTER_DISPUTE -> APPROVED;
                            case AGREE_AFTER_DISPUTE -> AGREED;
                            default -> null;
                        };
                    case DECLINED, APPROVED, REJECTED, WITHDRAWN -> null;
                });
    }
}
