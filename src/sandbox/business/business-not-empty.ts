/** The workspace has a marketplace already, which the generator does not touch unless told to replace it. */
export class BusinessNotEmpty extends Error {
  override readonly name = 'BusinessNotEmpty';
  readonly orders: number;
  readonly customers: number;

  constructor(found: { readonly orders: number; readonly customers: number }) {
    super(`the workspace already has ${found.customers} customers and ${found.orders} orders`);
    this.orders = found.orders;
    this.customers = found.customers;
  }
}
