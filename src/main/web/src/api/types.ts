import type { components } from './schema';

type Schemas = components['schemas'];

export type About = Schemas['About'];
export type Account = Schemas['Account'];
export type AuditEvent = Schemas['AuditEvent'];
export type Dataset = Schemas['Dataset'];
export type DatasetRecipe = Schemas['DatasetRecipe'];
export type Grant = Schemas['Grant'];
export type Job = Schemas['Job'];
export type LabelCollection = Schemas['LabelCollection'];
export type LabelFeature = Schemas['LabelFeature'];
export type LabelRevision = Schemas['LabelRevision'];
export type Mark = Schemas['Mark'];
export type Ontology = Schemas['Ontology'];
export type OntologyClass = Ontology['classes'][number];
export type Operation = Schemas['Operation'];
export type OperationResult = Schemas['OperationResult'];
export type PixelValues = Schemas['PixelValues'];
export type Problem = Schemas['Problem'];
export type Project = Schemas['Project'];
export type RenderingStyle = Schemas['RenderingStyle'];
export type Role = Schemas['Role'];
export type Scene = Schemas['Scene'];
export type Session = Schemas['Session'];
export type SystemRole = Schemas['SystemRole'];
export type Token = Schemas['Token'];
export type Violation = Schemas['Violation'];
