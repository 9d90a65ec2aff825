package org.publicdatamesh.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.event.catalog.EntryRetired;
import org.publicdatamesh.kit.event.catalog.GradingBelow;
import org.publicdatamesh.kit.event.catalog.GradingMended;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ResourceAttached;
import org.publicdatamesh.kit.event.catalog.ResourceChecked;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.event.catalog.ResourceReplaced;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;

/** A small village register of civil affairs: its entry, resource and grants as other services tell of them. */
public final class Register {
    private static final Actor REVIEWER = new Actor("authority-reviewer.authority", "authority", "authority-reviewer");

    private static final List<String> CONDITIONS = List.of("履行法定职责");

    private final boolean open;
    private final ShareType shareType;
    private final UUID entry;
    private final UUID resource = UUID.randomUUID();

    /** A register of its own that is shared under conditions, open to everyone or not. */
    public Register(boolean open) {
        this(open, ShareType.CONDITIONAL);
    }

    /** A register of its own. */
    public Register(boolean open, ShareType shareType) {
        this(open, shareType, UUID.randomUUID());
    }

    private Register(boolean open, ShareType shareType, UUID entry) {
        this.open = open;
        this.shareType = shareType;
        this.entry = entry;
    }

    /** Another resource of the same entry. */
    public Register sibling() {
        return new Register(open, shareType, entry);
    }

    /** Its resource. */
    public UUID id() {
        return resource;
    }

    /** Its entry. */
    public UUID entry() {
        return entry;
    }

    private static DataItem item(
            String name, String label, ItemType type, @Nullable Integer length, boolean key, ItemCheck check) {
        return new DataItem(
                name,
                label,
                type,
                length,
                key,
                !name.equals("residents"),
                check,
                1,
                Identifies.NOBODY,
                Mask.NONE,
                null,
                null);
    }

    /** Its data items. */
    public static List<DataItem> items() {
        return List.of(
                item("code", "统计代码", ItemType.TEXT, 12, true, ItemCheck.DIVISION_CODE),
                item("name", "名称", ItemType.TEXT, 20, false, ItemCheck.NONE),
                item("town", "乡镇", ItemType.TEXT, 9, false, ItemCheck.NONE),
                item("residents", "人口", ItemType.INTEGER, null, false, ItemCheck.NONE));
    }

    /** As the pool knows it. */
    public SharedResource resource() {
        return new SharedResource(
                resource,
                entry,
                1,
                "civil-affairs",
                open,
                true,
                false,
                false,
                true,
                null,
                shareType,
                CONDITIONS,
                items());
    }

    /** The catalogue's event of the entry. */
    public EntryPublished published() {
        return published(1, shareType, items());
    }

    /** The same of a later version, with the names masked or not. */
    public EntryPublished revised(ShareType share, Mask ofName) {
        return published(
                2,
                share,
                items().stream()
                        .map(item -> item.name().equals("name") ? masked(item, ofName) : item)
                        .toList());
    }

    private static DataItem masked(DataItem item, Mask mask) {
        return new DataItem(
                item.name(),
                item.label(),
                item.type(),
                item.length(),
                item.key(),
                item.required(),
                item.check(),
                item.grade(),
                item.identifies(),
                mask,
                null,
                null);
    }

    /** The same of some version, open to everyone or not, with some data items. */
    public EntryPublished published(int version, boolean open, List<DataItem> items) {
        return published(version, shareType, open, items);
    }

    private EntryPublished published(int version, ShareType share, List<DataItem> items) {
        return published(version, share, open, items);
    }

    private EntryPublished published(int version, ShareType share, boolean open, List<DataItem> items) {
        return new EntryPublished(
                entry,
                version,
                "106011/1",
                new Text("行政村名录", null, "Villages"),
                "行政村和社区",
                "civil-affairs",
                EntryKind.DEPARTMENT,
                "106011",
                1,
                share,
                CONDITIONS,
                List.of(new LegalBasis("行政区划管理条例", "第十四条")),
                open ? OpenType.UNCONDITIONAL : OpenType.NOT_OPEN,
                UpdateCycle.YEARLY,
                items,
                null,
                null,
                REVIEWER);
    }

    /** The catalogue's event of the entry's retirement. */
    public EntryRetired retired() {
        return new EntryRetired(entry, 1, "civil-affairs", REVIEWER);
    }

    /** The catalogue's event of the resource. */
    public ResourceAttached attached() {
        return new ResourceAttached(
                resource,
                entry,
                "civil-affairs",
                ResourceKind.TABLE,
                "行政村名录",
                "区划地名信息系统",
                new Actor("data-specialist.civil-affairs", "civil-affairs", "data-specialist"));
    }

    /** The catalogue's event that another resource took the place of this one. */
    public ResourceReplaced replacedBy(Register successor) {
        return new ResourceReplaced(
                resource,
                successor.resource,
                entry,
                "civil-affairs",
                ResourceKind.TABLE,
                "行政村名录",
                ResourceKind.TABLE,
                "行政村名录(新)",
                "业务系统升级",
                new Actor("data-supervisor.civil-affairs", "civil-affairs", "data-supervisor"));
    }

    /** The catalogue's event of a self-check of the resource. */
    public ResourceChecked checked(UUID check, boolean passed) {
        return new ResourceChecked(
                check,
                resource,
                entry,
                "civil-affairs",
                ResourceKind.TABLE,
                passed,
                passed ? List.of() : List.of("schema/quarantined"),
                null,
                null,
                null,
                null,
                new Actor("data-specialist.civil-affairs", "civil-affairs", "data-specialist"));
    }

    /** The catalogue's event of an entry that does not keep an edition of the grading rules: the names are of grade 3 by it. */
    public GradingBelow below(int version, int edition) {
        return new GradingBelow(
                entry,
                version,
                "civil-affairs",
                edition,
                1,
                3,
                List.of(new GradingBelow.Item("name", 1, 3, "village-names")),
                OpenType.NOT_OPEN,
                List.of(new GradingBelow.Demand(
                        "/items/1/grade",
                        "grade-below-rule",
                        "Grading edition " + edition + ", rule village-names: grade 3 at least is expected.",
                        List.of(String.valueOf(edition), "village-names", "3", "边境村落的名称", "附录G"))));
    }

    /** The catalogue's event of an entry that keeps them again. */
    public GradingMended mended(int version, int edition) {
        return new GradingMended(entry, version, "civil-affairs", edition);
    }

    /** A grant from an hour ago for a day. */
    public ShareApproved grant(
            String consumer, List<String> items, List<RowCondition> filter, Map<String, Mask> masks) {
        return grant(consumer, items, filter, masks, Instant.now().plus(Duration.ofDays(1)));
    }

    /** The same, bound to some rows a day. */
    public static ShareApproved bound(ShareApproved grant, long rowsPerDay) {
        return new ShareApproved(
                grant.grantId(),
                grant.applicationId(),
                grant.entryId(),
                grant.resourceId(),
                grant.provider(),
                grant.consumer(),
                grant.items(),
                grant.rowFilter(),
                grant.masks(),
                grant.purpose(),
                grant.validFrom(),
                grant.validUntil(),
                rowsPerDay,
                null,
                null,
                null,
                null,
                grant.actor());
    }

    /** A grant from an hour ago. */
    public ShareApproved grant(
            String consumer, List<String> items, List<RowCondition> filter, Map<String, Mask> masks, Instant until) {
        return new ShareApproved(
                UUID.randomUUID(),
                UUID.randomUUID(),
                entry,
                resource,
                "civil-affairs",
                consumer,
                items,
                filter,
                masks,
                "学位规划",
                Instant.now().minus(Duration.ofHours(1)),
                until,
                null,
                null,
                null,
                null,
                null,
                REVIEWER);
    }
}
