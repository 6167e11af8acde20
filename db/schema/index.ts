export * from "./caller-ids";
export * from "./carts";
export * from "./installation";
export * from "./orders";
export * from "./organizations";
export * from "./reconcile";
