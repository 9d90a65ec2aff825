package org.publicdatamesh.catalog.dcat;

import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.event.security.Level;

/** What the catalogue's words are in the vocabularies that DCAT-AP 3 demands: those of the EU's Publications Office, ADMS. */
final class Authority {
    private static final String EU = "http://publications.europa.eu/resource/authority/";
    private static final String PUBLISHER_TYPE = "http://purl.org/adms/publishertype/";

    static final String CHINESE = EU + "language/ZHO";
    static final String CHINA = EU + "country/CHN";
    static final String CSV = EU + "file-type/CSV";
    static final String MEDIA_TYPE_CSV = "https://www.iana.org/assignments/media-types/text/csv";

    /** Of the roles of ISO 19115, which DCAT 3 takes for attributions. */
    static final String CONTRIBUTOR = "http://registry.it.csiro.au/def/isotc211/CI_RoleCode/contributor";

    private Authority() {}

    /** The frequency of an update cycle. */
    static String frequency(UpdateCycle cycle) {
        return EU + "frequency/"
                + switch (cycle) {
                    case REAL_TIME -> "CONT";
                    case DAILY -> "DAILY";
                    case WEEKLY -> "WEEKLY";
                    case MONTHLY -> "MONTHLY";
                    case QUARTERLY -> "QUARTERLY";
                    case YEARLY -> "ANNUAL";
                    case ON_DEMAND -> "IRREG";
                };
    }

    /**
     * The access right. Public is what everyone has without conditions (Art. 31); restricted what somebody has on
     * conditions, be they those of opening or those of sharing among units; not public what is neither opened nor shared.
     */
    static String accessRight(ShareType share, OpenType open) {
        return EU + "access-right/"
                + switch (open) {
                    case UNCONDITIONAL -> "PUBLIC";
                    case CONDITIONAL -> "RESTRICTED";
                    case NOT_OPEN -> share == ShareType.NOT_SHARED ? "NON_PUBLIC" : "RESTRICTED";
                };
    }

    /** The kind of publisher. */
    static String publisherType(Level level) {
        return PUBLISHER_TYPE + (level == Level.REGION ? "RegionalAuthority" : "LocalAuthority");
    }
}
