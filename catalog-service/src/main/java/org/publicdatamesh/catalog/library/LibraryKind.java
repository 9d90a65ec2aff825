package org.publicdatamesh.catalog.library;

/** Kinds of libraries (Art. 5). */
public enum LibraryKind {
    /** 基础库: what many need, led by the authority (Art. 9). */
    BASE,
    /** 主题库: one theme, from several units (Art. 9). */
    THEME,
    /** 自治区库、地(市)库: by the level and division of the units. */
    LEVEL,
    /** 行业库: by the units of an industry. */
    INDUSTRY,
    /** A unit's own, with the units below it (Art. 5). It is not declared; each unit has one. */
    UNIT
}
