package org.publicdatamesh.kit.event;

import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.audit.PersonalValuesErased;
import org.publicdatamesh.kit.event.audit.RecordsRead;
import org.publicdatamesh.kit.event.catalog.CollectionPlanConfirmed;
import org.publicdatamesh.kit.event.catalog.CollectionPlanDivided;
import org.publicdatamesh.kit.event.catalog.CollectionPlanEnded;
import org.publicdatamesh.kit.event.catalog.CollectionPlanRefused;
import org.publicdatamesh.kit.event.catalog.CollectionPlanRegistered;
import org.publicdatamesh.kit.event.catalog.CollectionPlanReturned;
import org.publicdatamesh.kit.event.catalog.CollectionPlanSubmitted;
import org.publicdatamesh.kit.event.catalog.CollectionPlanWithdrawn;
import org.publicdatamesh.kit.event.catalog.ConformityRoundCompleted;
import org.publicdatamesh.kit.event.catalog.ConformityRoundOpened;
import org.publicdatamesh.kit.event.catalog.DutyFulfilled;
import org.publicdatamesh.kit.event.catalog.DutyOpened;
import org.publicdatamesh.kit.event.catalog.DutyOverdue;
import org.publicdatamesh.kit.event.catalog.DutyReminded;
import org.publicdatamesh.kit.event.catalog.ElementAgreed;
import org.publicdatamesh.kit.event.catalog.ElementEnded;
import org.publicdatamesh.kit.event.catalog.ElementHandedOver;
import org.publicdatamesh.kit.event.catalog.ElementProposed;
import org.publicdatamesh.kit.event.catalog.ElementRegistered;
import org.publicdatamesh.kit.event.catalog.ElementReturned;
import org.publicdatamesh.kit.event.catalog.ElementWithdrawn;
import org.publicdatamesh.kit.event.catalog.EntryAdjusted;
import org.publicdatamesh.kit.event.catalog.EntryDiscarded;
import org.publicdatamesh.kit.event.catalog.EntryDrafted;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.event.catalog.EntryRetired;
import org.publicdatamesh.kit.event.catalog.EntryRetirementDeclined;
import org.publicdatamesh.kit.event.catalog.EntryRetirementProposed;
import org.publicdatamesh.kit.event.catalog.EntryReturned;
import org.publicdatamesh.kit.event.catalog.EntryReviewed;
import org.publicdatamesh.kit.event.catalog.EntrySubmitted;
import org.publicdatamesh.kit.event.catalog.EntryWithheld;
import org.publicdatamesh.kit.event.catalog.GradingBelow;
import org.publicdatamesh.kit.event.catalog.GradingMended;
import org.publicdatamesh.kit.event.catalog.HarvestCompleted;
import org.publicdatamesh.kit.event.catalog.HarvestFailed;
import org.publicdatamesh.kit.event.catalog.HarvestRecordAdopted;
import org.publicdatamesh.kit.event.catalog.HarvestSourceChanged;
import org.publicdatamesh.kit.event.catalog.HarvestSourceFailing;
import org.publicdatamesh.kit.event.catalog.HarvestSourceRegistered;
import org.publicdatamesh.kit.event.catalog.HarvestSourceRemoved;
import org.publicdatamesh.kit.event.catalog.JointConfirmationAsked;
import org.publicdatamesh.kit.event.catalog.JointPartConfirmed;
import org.publicdatamesh.kit.event.catalog.JointPartObjected;
import org.publicdatamesh.kit.event.catalog.JointPartReleased;
import org.publicdatamesh.kit.event.catalog.ResourceAttached;
import org.publicdatamesh.kit.event.catalog.ResourceChecked;
import org.publicdatamesh.kit.event.catalog.ResourceDeviated;
import org.publicdatamesh.kit.event.catalog.ResourceMissing;
import org.publicdatamesh.kit.event.catalog.ResourceReplaced;
import org.publicdatamesh.kit.event.catalog.ResourceStale;
import org.publicdatamesh.kit.event.catalog.ResourceSystemChanged;
import org.publicdatamesh.kit.event.catalog.ResourceWithdrawn;
import org.publicdatamesh.kit.event.catalog.RightApplied;
import org.publicdatamesh.kit.event.catalog.RightDeclined;
import org.publicdatamesh.kit.event.catalog.RightEnded;
import org.publicdatamesh.kit.event.catalog.RightRegistered;
import org.publicdatamesh.kit.event.catalog.SecrecyCleared;
import org.publicdatamesh.kit.event.catalog.SecrecyConfirmed;
import org.publicdatamesh.kit.event.catalog.SecrecyRulesChanged;
import org.publicdatamesh.kit.event.catalog.SecrecySuspected;
import org.publicdatamesh.kit.event.catalog.StandardIssued;
import org.publicdatamesh.kit.event.catalog.StandardWithdrawn;
import org.publicdatamesh.kit.event.catalog.WatchBegun;
import org.publicdatamesh.kit.event.catalog.WatchChanged;
import org.publicdatamesh.kit.event.catalog.WatchEnded;
import org.publicdatamesh.kit.event.exchange.AccessCompleted;
import org.publicdatamesh.kit.event.exchange.AccessRecorded;
import org.publicdatamesh.kit.event.exchange.AnswerMoved;
import org.publicdatamesh.kit.event.exchange.AnswerOverdue;
import org.publicdatamesh.kit.event.exchange.ApplicationAgreed;
import org.publicdatamesh.kit.event.exchange.ApplicationDeclined;
import org.publicdatamesh.kit.event.exchange.ApplicationEndorsed;
import org.publicdatamesh.kit.event.exchange.ApplicationRefused;
import org.publicdatamesh.kit.event.exchange.ApplicationRejected;
import org.publicdatamesh.kit.event.exchange.ApplicationSubmitted;
import org.publicdatamesh.kit.event.exchange.ApplicationWithdrawn;
import org.publicdatamesh.kit.event.exchange.BackflowMoved;
import org.publicdatamesh.kit.event.exchange.ChannelClosed;
import org.publicdatamesh.kit.event.exchange.ChannelOpened;
import org.publicdatamesh.kit.event.exchange.ChannelReplayed;
import org.publicdatamesh.kit.event.exchange.ChannelResumed;
import org.publicdatamesh.kit.event.exchange.ChannelSecretRotated;
import org.publicdatamesh.kit.event.exchange.ChannelStopped;
import org.publicdatamesh.kit.event.exchange.ChannelVerified;
import org.publicdatamesh.kit.event.exchange.CorrectionAcknowledged;
import org.publicdatamesh.kit.event.exchange.CorrectionApplied;
import org.publicdatamesh.kit.event.exchange.CorrectionsDelivered;
import org.publicdatamesh.kit.event.exchange.DataCorrected;
import org.publicdatamesh.kit.event.exchange.DeadlineNear;
import org.publicdatamesh.kit.event.exchange.DeadlinePaused;
import org.publicdatamesh.kit.event.exchange.DeadlineResumed;
import org.publicdatamesh.kit.event.exchange.DestructionAsked;
import org.publicdatamesh.kit.event.exchange.DestructionMoved;
import org.publicdatamesh.kit.event.exchange.DestructionOverdue;
import org.publicdatamesh.kit.event.exchange.DestructionReported;
import org.publicdatamesh.kit.event.exchange.DisputeEnded;
import org.publicdatamesh.kit.event.exchange.DisputeFiled;
import org.publicdatamesh.kit.event.exchange.DisputeStepMoved;
import org.publicdatamesh.kit.event.exchange.DisputeStepOverdue;
import org.publicdatamesh.kit.event.exchange.DisputeStepTaken;
import org.publicdatamesh.kit.event.exchange.DoubtAnswered;
import org.publicdatamesh.kit.event.exchange.DoubtNotTaken;
import org.publicdatamesh.kit.event.exchange.DoubtReopened;
import org.publicdatamesh.kit.event.exchange.DoubtReported;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
import org.publicdatamesh.kit.event.exchange.GrantNarrowed;
import org.publicdatamesh.kit.event.exchange.GrantRestored;
import org.publicdatamesh.kit.event.exchange.GrantResumed;
import org.publicdatamesh.kit.event.exchange.GrantStepAcknowledged;
import org.publicdatamesh.kit.event.exchange.GrantSuspended;
import org.publicdatamesh.kit.event.exchange.NeedAnswerMoved;
import org.publicdatamesh.kit.event.exchange.NeedAnswerOverdue;
import org.publicdatamesh.kit.event.exchange.NeedAnswered;
import org.publicdatamesh.kit.event.exchange.NeedDeclined;
import org.publicdatamesh.kit.event.exchange.NeedFiled;
import org.publicdatamesh.kit.event.exchange.NeedRejected;
import org.publicdatamesh.kit.event.exchange.NeedRouted;
import org.publicdatamesh.kit.event.exchange.NeedWithdrawn;
import org.publicdatamesh.kit.event.exchange.NoticesOverdue;
import org.publicdatamesh.kit.event.exchange.OfferAccepted;
import org.publicdatamesh.kit.event.exchange.OfferMade;
import org.publicdatamesh.kit.event.exchange.OfflineShareCancelled;
import org.publicdatamesh.kit.event.exchange.OfflineShareDestroyed;
import org.publicdatamesh.kit.event.exchange.OfflineShareFailed;
import org.publicdatamesh.kit.event.exchange.OfflineShareFiled;
import org.publicdatamesh.kit.event.exchange.OfflineShareHandedOver;
import org.publicdatamesh.kit.event.exchange.OfflineShareReceived;
import org.publicdatamesh.kit.event.exchange.OpenRowsReleased;
import org.publicdatamesh.kit.event.exchange.ProviderDecisionMoved;
import org.publicdatamesh.kit.event.exchange.ProviderDecisionOverdue;
import org.publicdatamesh.kit.event.exchange.RefusalOverruled;
import org.publicdatamesh.kit.event.exchange.RefusalSentBack;
import org.publicdatamesh.kit.event.exchange.RefusalUpheld;
import org.publicdatamesh.kit.event.exchange.ResourceEndAcknowledged;
import org.publicdatamesh.kit.event.exchange.RowsLoaded;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.event.exchange.SigningKeyRegistered;
import org.publicdatamesh.kit.event.portal.DataDoubted;
import org.publicdatamesh.kit.event.portal.OpenDataDownloaded;
import org.publicdatamesh.kit.event.portal.OpenItemListed;
import org.publicdatamesh.kit.event.portal.OpenItemWithdrawn;
import org.publicdatamesh.kit.event.security.ContainmentOrdered;
import org.publicdatamesh.kit.event.security.GradingIssued;
import org.publicdatamesh.kit.event.security.PostAppointed;
import org.publicdatamesh.kit.event.security.UnitRegistered;

/** Every event of the mesh, by its CloudEvents type. */
public final class EventTypes {
    /** Each event's record; a new event is added here, with a JSON Schema beside. */
    public static final List<Class<? extends MeshEvent>> ALL = List.of(
            UnitRegistered.class,
            PostAppointed.class,
            ContainmentOrdered.class,
            GradingIssued.class,
            EntryDrafted.class,
            EntrySubmitted.class,
            EntryReviewed.class,
            EntryReturned.class,
            EntryAdjusted.class,
            EntryDiscarded.class,
            EntryPublished.class,
            EntryRetirementProposed.class,
            EntryRetirementDeclined.class,
            EntryRetired.class,
            ResourceAttached.class,
            ResourceChecked.class,
            ResourceReplaced.class,
            ResourceWithdrawn.class,
            ResourceSystemChanged.class,
            ResourceDeviated.class,
            ResourceStale.class,
            ResourceMissing.class,
            ConformityRoundOpened.class,
            ConformityRoundCompleted.class,
            RightApplied.class,
            RightRegistered.class,
            RightDeclined.class,
            RightEnded.class,
            DutyOpened.class,
            DutyReminded.class,
            DutyOverdue.class,
            DutyFulfilled.class,
            StandardIssued.class,
            StandardWithdrawn.class,
            GradingBelow.class,
            GradingMended.class,
            ElementProposed.class,
            ElementAgreed.class,
            ElementReturned.class,
            ElementRegistered.class,
            ElementHandedOver.class,
            ElementEnded.class,
            ElementWithdrawn.class,
            CollectionPlanSubmitted.class,
            CollectionPlanRefused.class,
            CollectionPlanConfirmed.class,
            CollectionPlanDivided.class,
            CollectionPlanReturned.class,
            CollectionPlanRegistered.class,
            CollectionPlanEnded.class,
            CollectionPlanWithdrawn.class,
            JointConfirmationAsked.class,
            JointPartConfirmed.class,
            JointPartObjected.class,
            JointPartReleased.class,
            EntryWithheld.class,
            SecrecySuspected.class,
            SecrecyCleared.class,
            SecrecyConfirmed.class,
            SecrecyRulesChanged.class,
            WatchBegun.class,
            WatchChanged.class,
            WatchEnded.class,
            HarvestSourceRegistered.class,
            HarvestSourceChanged.class,
            HarvestSourceRemoved.class,
            HarvestCompleted.class,
            HarvestFailed.class,
            HarvestSourceFailing.class,
            HarvestRecordAdopted.class,
            ApplicationSubmitted.class,
            ApplicationEndorsed.class,
            ApplicationDeclined.class,
            ApplicationAgreed.class,
            ApplicationRefused.class,
            ApplicationRejected.class,
            RefusalUpheld.class,
            RefusalOverruled.class,
            ApplicationWithdrawn.class,
            NeedAnswerMoved.class,
            NeedAnswerOverdue.class,
            NeedAnswered.class,
            NeedDeclined.class,
            NeedFiled.class,
            NeedRejected.class,
            NeedRouted.class,
            NeedWithdrawn.class,
            DisputeFiled.class,
            DisputeStepTaken.class,
            DisputeEnded.class,
            DisputeStepMoved.class,
            DisputeStepOverdue.class,
            BackflowMoved.class,
            OfflineShareFiled.class,
            OfflineShareHandedOver.class,
            OfflineShareReceived.class,
            OfflineShareDestroyed.class,
            OfflineShareFailed.class,
            OfflineShareCancelled.class,
            OfferMade.class,
            OfferAccepted.class,
            RefusalSentBack.class,
            ProviderDecisionOverdue.class,
            ProviderDecisionMoved.class,
            ShareApproved.class,
            SigningKeyRegistered.class,
            GrantEnded.class,
            GrantSuspended.class,
            GrantResumed.class,
            GrantStepAcknowledged.class,
            GrantNarrowed.class,
            GrantRestored.class,
            ChannelOpened.class,
            ChannelVerified.class,
            ChannelStopped.class,
            ChannelResumed.class,
            ChannelReplayed.class,
            ChannelSecretRotated.class,
            ChannelClosed.class,
            DeadlineNear.class,
            DeadlinePaused.class,
            DeadlineResumed.class,
            DestructionAsked.class,
            DestructionMoved.class,
            DestructionReported.class,
            DestructionOverdue.class,
            RowsLoaded.class,
            OpenRowsReleased.class,
            DoubtReported.class,
            DoubtAnswered.class,
            DoubtNotTaken.class,
            DoubtReopened.class,
            AnswerOverdue.class,
            AnswerMoved.class,
            DataCorrected.class,
            CorrectionAcknowledged.class,
            CorrectionApplied.class,
            NoticesOverdue.class,
            ResourceEndAcknowledged.class,
            AccessRecorded.class,
            AccessCompleted.class,
            CorrectionsDelivered.class,
            OpenItemListed.class,
            OpenItemWithdrawn.class,
            OpenDataDownloaded.class,
            DataDoubted.class,
            FindingRecorded.class,
            RecordsRead.class,
            PersonalValuesErased.class);

    private static final Map<String, Class<? extends MeshEvent>> BY_TYPE = new HashMap<>();
    private static final Map<Class<?>, ObjectReader> READERS = new HashMap<>();

    static {
        for (Class<? extends MeshEvent> event : ALL) {
            if (BY_TYPE.put(typeOf(event), event) != null) {
                throw new IllegalStateException("two events named " + typeOf(event));
            }
            READERS.put(event, EventJson.MAPPER.readerFor(event));
        }
    }

    private EventTypes() {}

    /** The CloudEvents type of an event's record. */
    public static String typeOf(Class<? extends MeshEvent> event) {
        EventType type = annotation(event);
        return "org.publicdatamesh." + type.name() + ".v" + type.version();
    }

    /** The topic on which an event travels. */
    public static String topicOf(Class<? extends MeshEvent> event) {
        return annotation(event).topic();
    }

    /** The record of a CloudEvents type, empty where this version of the kit does not know it. */
    public static Optional<Class<? extends MeshEvent>> byType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** Every topic that carries events, sorted. */
    public static List<String> topics() {
        TreeSet<String> topics = new TreeSet<>();
        ALL.forEach(event -> topics.add(topicOf(event)));
        return List.copyOf(topics);
    }

    /**
     * Reads an event's data.
     *
     * @throws IOException where the bytes are not JSON of this event
     */
    public static <E extends MeshEvent> E read(Class<E> event, byte[] data) throws IOException {
        ObjectReader reader = READERS.get(event);
        if (reader == null) {
            throw new IOException("not an event of the mesh: " + event.getSimpleName());
        }
        E value = reader.readValue(data);
        if (value == null) {
            throw new IOException("no data");
        }
        return value;
    }

    private static EventType annotation(Class<? extends MeshEvent> event) {
        EventType type = event.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalStateException(event + " carries no @EventType");
        }
        return type;
    }
}
