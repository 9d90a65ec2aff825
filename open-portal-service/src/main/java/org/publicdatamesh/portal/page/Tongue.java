package org.publicdatamesh.portal.page;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateExtension;
import java.lang.Character.UnicodeScript;

/**
 * Marks text in another language than its page's, so that it is spoken and set rightly (WCAG 2, 3.1.2). Only Chinese stands
 * in for another language; it is known by its script, because units do not say in which language they write.
 */
@TemplateExtension
final class Tongue {
    private Tongue() {}

    /** The text, escaped, within an element that says it is Chinese where its page is not. */
    static RawString spoken(String text, String lang) {
        return new RawString(isForeign(text, lang) ? "<span lang=\"zh\">" + escaped(text) + "</span>" : escaped(text));
    }

    /** Whether the text is Chinese on a page that is not. */
    static boolean isForeign(String text, String lang) {
        if (lang.equals("zh")) {
            return false;
        }
        long han = text.codePoints()
                .filter(point -> UnicodeScript.of(point) == UnicodeScript.HAN)
                .count();
        return han > 0
                && 2 * han > text.codePoints().filter(Character::isLetter).count();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
