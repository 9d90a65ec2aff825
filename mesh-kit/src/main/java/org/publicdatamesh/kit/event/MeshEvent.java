package org.publicdatamesh.kit.event;

/** A fact that one context publishes for the others. Implementations are records that carry {@link EventType}. */
public interface MeshEvent {}
