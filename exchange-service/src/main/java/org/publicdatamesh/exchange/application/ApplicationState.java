package org.publicdatamesh.exchange.application;

import java.util.Optional;

/** Where an application stands (Art. 25, 26), and the one table of what may follow. */
public enum ApplicationState {
    /** Waits for the applicant's own data supervisor. */
    SUBMITTED,
    /** The own data supervisor declined. */
    DECLINED,
    /** Waits for the provider, within the policy's working days. */
    ENDORSED,
    /** The provider agreed; waits for the authority. */
    AGREED,
    /** The provider refused with reasons and basis; waits for the authority. */
    REFUSED,
    /** A grant was made. */
    APPROVED,
    /** The authority turned it down although the provider agreed. */
    REJECTED,
    /** The authority upheld the refusal. */
    UPHELD;

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
        /** The provider refuses. */
        REFUSE,
        /** The authority approves what the provider agreed to. */
        APPROVE,
        /** The authority turns down what the provider agreed to. */
        RETURN,
        /** The authority upholds a refusal. */
        UPHOLD,
        /** The authority finds the basis of a refusal insufficient: the provider decides anew. */
        SEND_BACK
    }

    /** The state after a command; empty where the command is not for this state. */
    public Optional<ApplicationState> after(Command command) {
        return Optional.ofNullable(
                switch (this) {
                    case SUBMITTED ->
                        switch (command) {
                            case ENDORSE -> ENDORSED;
                            case ENDORSE_UNCONDITIONAL -> APPROVED;
                            case DECLINE -> DECLINED;
                            default -> null;
                        };
                    case ENDORSED ->
                        switch (command) {
                            case AGREE -> AGREED;
                            case REFUSE -> REFUSED;
                            default -> null;
                        };
                    case AGREED ->
                        switch (command) {
                            case APPROVE -> APPROVED;
                            case RETURN -> REJECTED;
                            default -> null;
                        };
                    case REFUSED ->
                        switch (command) {
                            case UPHOLD -> UPHELD;
                            case SEND_BACK -> ENDORSED;
                            default -> null;
                        };
                    case DECLINED, APPROVED, REJECTED, UPHELD -> null;
                });
    }
}
